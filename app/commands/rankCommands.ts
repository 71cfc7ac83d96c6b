interface Named {
  readonly title: string
  readonly group: string
}

/** Ranks commands for a search. Without words, or between equal matches, the order of the table applies. */
export function rankCommands<C extends Named>(commands: readonly C[], query: string): readonly C[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean)
  return commands
    .map((command) => ({ command, cost: costOf(command, wanted) }))
    .filter(({ cost }) => cost < Infinity)
    .toSorted((one, other) => one.cost - other.cost)
    .map(({ command }) => command)
}

/** The score per word: the beginning of the title costs nothing, of a word in it 1, a part of a word 2, the group 3. */
function costOf({ title, group }: Named, wanted: readonly string[]): number {
  const name = title.toLowerCase()
  return wanted.reduce((sum, word) => {
    if (name.startsWith(word)) return sum
    if (name.split(/[\s,]+/).some((part) => part.startsWith(word))) return sum + 1
    if (name.includes(word)) return sum + 2
    return group.toLowerCase().startsWith(word) ? sum + 3 : Infinity
  }, 0)
}
