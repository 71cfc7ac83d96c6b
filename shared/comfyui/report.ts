/** The result for one node. */
export interface ImportedNode {
  readonly type: string
  readonly called: string
  /** The title of its equivalent; null if it has none. */
  readonly became: string | null
  /** What differs. */
  readonly note: string | null
}

const MAX_LINES = 20

/** The report of a ComfyUI import, in lines that the user can act on, most important first. */
export function reportOf(imported: readonly ImportedNode[], lost: readonly string[]): readonly string[] {
  const mapped = imported.filter(({ became }) => became !== null)
  const foreign = imported.filter(({ became }) => became === null)
  const lines: string[] = [`From ComfyUI: ${mapped.length} of ${imported.length} nodes have an equal here.`]
  if (foreign.length > 0)
    lines.push(
      `Kept as cards with their values and cables, which do not run: ${tally(foreign.map(({ type }) => type))}.`,
    )
  const notes = imported.flatMap(({ called, note }) => (note === null ? [] : [`${called}: ${note}`]))
  const taken = tally(mapped.map(({ type, became }) => `${type} → ${became}`))
  return [
    ...lines,
    ...shortened(notes),
    ...shortened([...new Set(lost)]),
    ...(mapped.length > 0 ? [`Taken over: ${taken}.`] : []),
  ]
}

function tally(words: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return shortened([...counts].map(([word, count]) => (count > 1 ? `${word} (${count})` : word))).join(', ')
}

const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= MAX_LINES ? lines : [...lines.slice(0, MAX_LINES), `and ${lines.length - MAX_LINES} more`]
