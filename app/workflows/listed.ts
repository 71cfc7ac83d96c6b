import type { WorkflowEntry } from '#shared/api/records.ts'

/** Whether a text contains all words of a search, in any order. */
export function matchesSearch(text: string, search: string): boolean {
  const all = text.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}

/** The saved workflows that match a search, last saved first. */
export const listed = (entries: readonly WorkflowEntry[], search: string): readonly WorkflowEntry[] =>
  entries.filter(({ name }) => matchesSearch(name, search)).toSorted((a, b) => b.savedAt - a.savedAt)
