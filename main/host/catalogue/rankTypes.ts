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

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** Whether each word is the beginning of one of these. */
const allMatch = (terms: readonly string[], of: readonly string[]): boolean =>
  terms.every((word) => of.some((other) => other.startsWith(word)))

/** The words of a node type, by how much they say about it; each list has those of the one before it. */
interface Words {
  readonly type: TypeSummary
  readonly title: readonly string[]
  readonly described: readonly string[]
  readonly classified: readonly string[]
  readonly all: readonly string[]
}

function indexed(type: TypeSummary): Words {
  const title = wordsOf(type.title)
  // Without the id of a model, which contains words that do not describe this one.
  const keywords = type.keywords.filter((keyword) => !type.type.endsWith(keyword)).flatMap(wordsOf)
  const described = [...title, ...keywords]
  return {
    type,
    title,
    described,
    classified: [...described, ...wordsOf(type.category)],
    all: [...described, ...wordsOf(type.type), ...wordsOf(type.help)],
  }
}

/** The tier of a match, from 0 for the best; null if the words do not occur literally. */
function tierOf({ title, described, classified, all }: Words, terms: readonly string[]): number | null {
  const isNamed = allMatch(terms, title)
  if (isNamed && title[0]?.startsWith(terms[0] ?? '') === true) return 0
  if (isNamed) return 1
  if (allMatch(terms, described)) return 3
  if (allMatch(terms, classified)) return 4
  if (allMatch(terms, all)) return 5
  return null
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
  const words = lazy(() => ordered.map(indexed))
  // Made when a search first needs them: most find their words.
  const titles = lazy(() => new Fuse(ordered, { keys: ['title'], threshold: 0.25, ignoreLocation: true }))
  const all = lazy(
    () => new Fuse(ordered, { keys: ['title', 'keywords'], threshold: 0.38, ignoreLocation: true }),
  )
  return {
    rank(query, among = () => true) {
      const terms = wordsOf(query)
      if (terms.length === 0) return ordered.filter(among)
      const tiers = new Map<TypeSummary, number>()
      for (const each of words()) {
        const tier = among(each.type) ? tierOf(each, terms) : null
        if (tier !== null) tiers.set(each.type, tier)
      }
      const resembling = (fuse: Fuse<TypeSummary>): readonly TypeSummary[] =>
        fuse.search(query.trim()).flatMap(({ item }) => (among(item) ? [item] : []))
      if ([...tiers.values()].every((tier) => tier > RESEMBLES))
        for (const type of resembling(titles())) tiers.set(type, RESEMBLES)
      if (tiers.size === 0) return resembling(all())
      return [...tiers].toSorted(([, one], [, other]) => one - other).map(([type]) => type)
    },
  }
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => (made ??= { value: make() }).value
}
