interface SelectChange {
  readonly type: string
  readonly id?: string
  readonly selected?: boolean
}

/** The selection after these changes; null if they do not change it. */
export function withChanges(
  before: ReadonlySet<string>,
  changes: readonly SelectChange[],
): ReadonlySet<string> | null {
  const after = new Set(before)
  for (const { type, id = '', selected } of changes)
    if (type === 'select') {
      if (selected === true) after.add(id)
      else after.delete(id)
    }
  return after.size === before.size && [...after].every((id) => before.has(id)) ? null : after
}
