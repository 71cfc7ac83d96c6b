import Fuse from 'fuse.js'
import type { TypeSummary } from '#shared/nodes/registry.ts'

/** Categories that are searched for most, in this order. Other categories follow by name. */
const CATEGORIES: readonly string[] = ['Image', 'Mask', 'Media', 'Text', 'List', 'Values', 'Output', 'Notes']

const orderOf = ({ where, category }: TypeSummary): number => {
  if (where === 'remote') return -1
  const index = CATEGORIES.indexOf(category)
  return index === -1 ? CATEGORIES.length : index
}

/** One collator: a text's own method looks the language up at each comparison. */
const { compare } = new Intl.Collator()

/** The order without a search: the models, then the local nodes by category, each by title. */
const inOrder = (types: Iterable<TypeSummary>): readonly TypeSummary[] =>
  [...types].toSorted(
    (one, other) =>
      orderOf(one) - orderOf(other) ||
      (one.where === 'local' ? compare(one.category, other.category) : 0) ||
      compare(one.title, other.title) ||
      compare(one.type, other.type),
  )

/** The words of a text in lower case, each after a space: `' a boat'`; empty for none. */
const wordsOf = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()}`.trimEnd()

/** Whether each term is the beginning of a word. */
const allMatch = (terms: readonly string[], words: string): boolean =>
  terms.every((term) => words.includes(term))

/** The words of a node type, by how much they say about it; each has those of the one before it. */
interface Words {
  readonly type: TypeSummary
  /** Title and model. */
  readonly title: string
  readonly model: string
  readonly described: string
  readonly classified: string
  readonly all: string
  /** All of them: what has no match here has none anywhere. */
  readonly any: string
  /** The title with the model, and both with the keywords, as a fuzzy search reads them. */
  readonly fuzzyTitle: string
  readonly fuzzyAll: string
}

function indexed(type: TypeSummary): Words {
  const model = wordsOf(type.model ?? '')
  const title = wordsOf(type.title) + model
  // Without the id of a model, which contains words that do not describe this one.
  const keywords = wordsOf(type.keywords.filter((keyword) => !type.type.endsWith(keyword)).join(' '))
  const described = title + keywords
  const category = wordsOf(type.category)
  const all = described + wordsOf(type.type) + wordsOf(type.help)
  const fuzzyTitle = `${type.title}\n${type.model ?? ''}`.toLowerCase()
  return {
    type,
    title,
    model,
    described,
    classified: described + category,
    all,
    any: all + category,
    fuzzyTitle,
    fuzzyAll: `${fuzzyTitle}\n${type.keywords.join('\n').toLowerCase()}`,
  }
}

/** The tier of a match, from 0 for the best; null if the words do not occur literally. */
function tierOf(
  { any, title, model, described, classified, all }: Words,
  terms: readonly string[],
): number | null {
  if (!allMatch(terms, any)) return null
  const isNamed = allMatch(terms, title)
  const [first = ''] = terms
  if (isNamed && (title.startsWith(first) || model.startsWith(first))) return 0
  if (isNamed) return 1
  if (allMatch(terms, described)) return 3
  if (allMatch(terms, classified)) return 4
  return allMatch(terms, all) ? 5 : null
}

/** How many node types a fuzzy search reads: it takes a hundred times as long for each as all that comes before it. */
const MAX_FUZZY = 200
/** As long as a pattern of a fuzzy search can be. */
const MAX_PATTERN = 32

/**
 * The node types that a fuzzy search could find: an error destroys at most two pairs of neighbouring letters, so that
 * some of them must still be there. Those with most of them first, up to a cap.
 */
function couldResemble(
  words: readonly Words[],
  pattern: string,
  threshold: number,
  read: (of: Words) => string,
): readonly TypeSummary[] {
  const pairs = Array.from({ length: Math.max(1, pattern.length - 1) }, (_, at) => pattern.slice(at, at + 2))
  const needed = Math.max(1, pairs.length - 2 * Math.floor(threshold * pattern.length))
  const found: { readonly type: TypeSummary; readonly count: number }[] = []
  for (const each of words) {
    const text = read(each)
    let count = 0
    for (const pair of pairs) if (text.includes(pair)) count += 1
    if (count >= needed) found.push({ type: each.type, count })
  }
  if (found.length <= MAX_FUZZY) return found.map(({ type }) => type)
  return found
    .toSorted((one, other) => other.count - one.count)
    .slice(0, MAX_FUZZY)
    .map(({ type }) => type)
}

function resembling(words: readonly Words[], query: string, how: 'title' | 'all'): readonly TypeSummary[] {
  const pattern = query.trim().toLowerCase().slice(0, MAX_PATTERN)
  const [keys, threshold] =
    how === 'title' ? [['title', 'model'], 0.25] : [['title', 'model', 'keywords'], 0.38]
  const read = (of: Words): string => (how === 'title' ? of.fuzzyTitle : of.fuzzyAll)
  const fuse = new Fuse(couldResemble(words, pattern, threshold, read), {
    keys: [...keys],
    threshold,
    ignoreLocation: true,
  })
  return fuse.search(pattern).map(({ item }) => item)
}

/** The tier of fuzzy title matches, if no title matches literally. */
const RESEMBLES = 2

/** Node types, prepared to be searched at each keystroke. */
export interface TypeSearch {
  /**
   * Ranks the node types: titles that begin with the words, or contain them; titles that resemble them; then keywords,
   * category and description. Only if nothing matches, any resemblance. Without words, returns all types, the models
   * first. `among` limits it to some of them.
   */
  rank(query: string, among?: (type: TypeSummary) => boolean): readonly TypeSummary[]
}

export function createTypeSearch(types: Iterable<TypeSummary>): TypeSearch {
  const ordered = inOrder(types)
  const words = ordered.map(indexed)
  return {
    rank(query, among = () => true) {
      const terms = wordsOf(query)
        .split(/(?= )/)
        .filter((term) => term !== '')
      if (terms.length === 0) return ordered.filter(among)
      const some = words.filter(({ type }) => among(type))
      const tiers = new Map<TypeSummary, number>()
      for (const each of some) {
        const tier = tierOf(each, terms)
        if (tier !== null) tiers.set(each.type, tier)
      }
      if ([...tiers.values()].every((tier) => tier > RESEMBLES))
        for (const type of resembling(some, query, 'title')) tiers.set(type, RESEMBLES)
      if (tiers.size === 0) return resembling(some, query, 'all')
      return [...tiers].toSorted(([, one], [, other]) => one - other).map(([type]) => type)
    },
  }
}
