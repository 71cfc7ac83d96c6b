import type { ResultRow } from '#shared/api/records.ts'
import type { Registry } from '#shared/nodes/registry.ts'

export const termsOf = (text: string): readonly string[] => text.toLowerCase().split(/\s+/).filter(Boolean)

/** Whether each word occurs in one of the texts about a picture. */
export function holds(
  { workflowName, node, nodeTitle, nodeType, inputs }: ResultRow,
  words: readonly string[],
): boolean {
  if (words.length === 0) return true
  const texts = Object.values(inputs).filter((value) => typeof value === 'string')
  const all = [workflowName, node, nodeTitle, nodeType, ...texts].join('\n').toLowerCase()
  return words.every((word) => all.includes(word))
}

export interface Wanted {
  readonly words: readonly string[]
  readonly nodeTitle: string | null
  readonly nodeType: string | null
}

/**
 * The words that a store can search for without missing what `holds` would find: those in ASCII, for which it knows
 * both cases, and that do not come from the title of a node type, which is in no workflow.
 */
export function coarseTerms({ words, nodeTitle, nodeType }: Wanted, registry: Registry): readonly string[] {
  const titles = Array.from(registry.summaries(), ({ title }) => title.toLowerCase())
  const exact = [nodeTitle, nodeType].flatMap((one) => (one === null ? [] : [one.toLowerCase()]))
  return [...words, ...exact].filter(
    // oxlint-disable-next-line no-control-regex -- ASCII, all of it
    (word) => /^[\u0000-\u007f]*$/.test(word) && !titles.some((title) => title.includes(word)),
  )
}
