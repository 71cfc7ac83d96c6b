/** The name of a workflow that nobody has named. */
const NAME = 'Untitled'

/** Whether a name is one that new workflows get automatically. */
export const isUntitled = (name: string): boolean => /^Untitled( \d+)?$/.test(name)

/** `name`, or the first `name 2`, `name 3`, … that is not taken. */
export function numbered(name: string, taken: readonly string[]): string {
  for (let count = 1; ; count++) {
    const next = count === 1 ? name : `${name} ${count}`
    if (!taken.includes(next)) return next
  }
}

/** The name of the next new workflow beside these. */
export const nextUntitled = (taken: readonly string[]): string => numbered(NAME, taken)
