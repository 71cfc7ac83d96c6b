import type { WorkflowEntry } from '#shared/api/records.ts'

/** Whether all the words of a search stand in a text, in whatever order. */
export function matchesSearch(text: string, search: string): boolean {
  const all = text.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}

/** The kept workflows that go with a search, those that were saved last first. */
export const listed = (entries: readonly WorkflowEntry[], search: string): readonly WorkflowEntry[] =>
  entries.filter(({ name }) => matchesSearch(name, search)).toSorted((a, b) => b.savedAt - a.savedAt)
