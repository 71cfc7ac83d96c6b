import Fuse from 'fuse.js'
import type { NodeType } from '#shared/nodes/defineNode.ts'

const MAX_RESULTS = 40

/** Categories that are searched for most, in this order. Other categories follow by name. */
const CATEGORIES: readonly string[] = ['Image', 'Mask', 'Media', 'Text', 'List', 'Values', 'Output', 'Notes']

const orderOf = ({ where, category }: NodeType): number => {
  if (where === 'remote') return -1
  const index = CATEGORIES.indexOf(category)
  return index === -1 ? CATEGORIES.length : index
}

/** The order without a search: the models, then the local nodes by category, each by title. */
export const inOrder = (types: readonly NodeType[]): readonly NodeType[] =>
  types.toSorted(
    (one, other) =>
      orderOf(one) - orderOf(other) ||
      (one.where === 'local' ? one.category.localeCompare(other.category) : 0) ||
      one.title.localeCompare(other.title),
  )

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** Whether each word is the beginning of one of these. */
const allMatch = (terms: readonly string[], of: readonly string[]): boolean =>
  terms.every((word) => of.some((other) => other.startsWith(word)))

/** The tier of a match, from 0 for the best; null if the words do not occur literally. */
function tierOf(
  { title, keywords, category, type, help }: NodeType,
  terms: readonly string[],
): number | null {
  const inTitle = wordsOf(title)
  const isNamed = allMatch(terms, inTitle)
  if (isNamed && inTitle[0]?.startsWith(terms[0] ?? '') === true) return 0
  if (isNamed) return 1
  // Includes the id of a model, which contains words that do not describe this one.
  const keywordTerms = keywords.filter((keyword) => !type.endsWith(keyword)).flatMap(wordsOf)
  if (allMatch(terms, [...inTitle, ...keywordTerms])) return 3
  if (allMatch(terms, [...inTitle, ...keywordTerms, ...wordsOf(category)])) return 4
  if (allMatch(terms, [...inTitle, ...keywordTerms, ...wordsOf(type), ...wordsOf(help)])) return 5
  return null
}

/** The tier of fuzzy title matches, if no title matches literally. */
const RESEMBLES = 2

/**
 * Ranks node types for a search: titles that begin with the words, or contain them; titles that resemble them; then
 * keywords, category and description. Only if nothing matches, any resemblance. Without words, returns all types, the
 * models first.
 */
export function rankTypes(types: readonly NodeType[], query: string): readonly NodeType[] {
  const terms = wordsOf(query)
  const ordered = inOrder(types)
  if (terms.length === 0) return ordered
  const tiers = new Map<NodeType, number>()
  for (const type of ordered) {
    const tier = tierOf(type, terms)
    if (tier !== null) tiers.set(type, tier)
  }
  if ([...tiers.values()].every((tier) => tier > RESEMBLES)) {
    const titles = new Fuse(ordered, { keys: ['title'], threshold: 0.25, ignoreLocation: true })
    for (const { item } of titles.search(query.trim())) tiers.set(item, RESEMBLES)
  }
  if (tiers.size > 0)
    return [...tiers]
      .toSorted(([, one], [, other]) => one - other)
      .map(([type]) => type)
      .slice(0, MAX_RESULTS)
  const all = new Fuse(ordered, { keys: ['title', 'keywords'], threshold: 0.38, ignoreLocation: true })
  return all.search(query.trim(), { limit: MAX_RESULTS }).map(({ item }) => item)
}
