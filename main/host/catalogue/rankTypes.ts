import Fuse from 'fuse.js'
import type { ComfyName, Lead } from '#shared/comfyui/comfyNames.ts'
import { comfyNameFrom, comfyNameOf } from '#shared/comfyui/comfyNames.ts'
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

/** Where most workflows begin: of equally good matches, these come first, in this order. */
const EVERYDAY: readonly string[] = [
  'Text to image',
  'Image to image',
  'Inpainting',
  'local/load-image',
  'local/paint-mask',
  'local/save-image',
  'local/preview',
  'local/text',
  'local/resize',
  'local/crop',
]

function everydayOf({ type, category, where }: TypeSummary): number {
  const index = EVERYDAY.indexOf(where === 'remote' ? category : type)
  return index === -1 ? EVERYDAY.length : index
}

/** Other words for those that node types use. */
const SYNONYMS: Readonly<Record<string, string>> = {
  make: 'generate',
  create: 'generate',
  new: 'generate',
  draw: 'generate',
  picture: 'image',
  pictures: 'image',
  photo: 'image',
  images: 'image',
  movie: 'video',
  film: 'video',
  colors: 'colours',
  color: 'colour',
  bigger: 'upscale',
  larger: 'upscale',
}

/** The words of a node type, by how much they say about it; each has those of the one before it. */
interface Words {
  readonly type: TypeSummary
  /** Title and model. */
  readonly title: string
  /** The title alone, and the model alone. */
  readonly names: readonly string[]
  /** Its category and each of its keywords. */
  readonly phrases: ReadonlySet<string>
  readonly described: string
  readonly classified: string
  readonly all: string
  /** All of them: what has no match here has none anywhere. */
  readonly any: string
  readonly everyday: number
  /** The title with the model, and both with the keywords, as a fuzzy search reads them. */
  readonly fuzzyTitle: string
  readonly fuzzyAll: string
}

function indexed(type: TypeSummary): Words {
  const model = wordsOf(type.model ?? '')
  const title = wordsOf(type.title) + model
  // Without the id of a model, which contains words that do not describe this one.
  const ownKeywords = type.keywords.filter((keyword) => !type.type.endsWith(keyword))
  const described = title + wordsOf(ownKeywords.join(' '))
  const category = wordsOf(type.category)
  const all = described + wordsOf(type.type) + wordsOf(type.help)
  const fuzzyTitle = `${type.title}\n${type.model ?? ''}`.toLowerCase()
  return {
    type,
    title,
    names: [wordsOf(type.title), model],
    phrases: new Set([category, ...ownKeywords.map(wordsOf)]),
    described,
    classified: described + category,
    all,
    any: all + category,
    everyday: everydayOf(type),
    fuzzyTitle,
    fuzzyAll: `${fuzzyTitle}\n${type.keywords.join('\n').toLowerCase()}`,
  }
}

/** How well a node type matches, the best first. */
const TIER = {
  titleIsPhrase: 1,
  title: 2,
  /** Its category, or one of its keywords. */
  isPhrase: 3,
  described: 4,
  classified: 5,
  /** Its title resembles the words, and nothing has them literally. */
  resembles: 6,
  mentioned: 7,
} as const

/** The tier of a match; null if the words do not occur literally. */
function tierOf(words: Words, phrase: string, terms: readonly string[]): number | null {
  if (!allMatch(terms, words.any)) return null
  if (words.names.includes(phrase)) return TIER.titleIsPhrase
  if (allMatch(terms, words.title)) return TIER.title
  if (words.phrases.has(phrase)) return TIER.isPhrase
  if (allMatch(terms, words.described)) return TIER.described
  if (allMatch(terms, words.classified)) return TIER.classified
  return allMatch(terms, words.all) ? TIER.mentioned : null
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

const leadsTo = (lead: Lead, { type, category, keywords, where }: TypeSummary): boolean => {
  if ('type' in lead) return lead.type === type
  if (where !== 'remote') return false
  return 'category' in lead ? lead.category === category : keywords.includes(lead.keyword)
}

/** What a name of ComfyUI leads to, in the order of its leads. */
const ledBy = ({ leads }: ComfyName, words: readonly Words[]): readonly TypeSummary[] =>
  leads.flatMap((lead) => words.filter(({ type }) => leadsTo(lead, type)).map(({ type }) => type))

/** Node types, prepared to be searched at each keystroke. */
export interface TypeSearch {
  /**
   * Ranks the node types: those that a name of ComfyUI leads to; a title, category or keyword that is exactly the
   * words; titles, then keywords and categories that contain them; titles that resemble them; descriptions. Only if
   * nothing matches, any resemblance. Without words, returns all types, the models first. `among` limits it to some.
   */
  rank(query: string, among?: (type: TypeSummary) => boolean): readonly TypeSummary[]
  /** One line on what a name of ComfyUI is here; null for other words. */
  explain(query: string): string | null
}

const termsOf = (phrase: string): readonly string[] => phrase.split(/(?= )/).filter((term) => term !== '')

/** Words that say nothing about a node. */
const FILLERS: ReadonlySet<string> = new Set(['a', 'an', 'the', 'my', 'some', 'with', 'of', 'from'])

const inOtherWords = (phrase: string): string =>
  termsOf(phrase)
    .filter((term) => !FILLERS.has(term.trim()))
    .map((term) => ` ${SYNONYMS[term.trim()] ?? term.trim()}`)
    .join('')

export function createTypeSearch(types: Iterable<TypeSummary>): TypeSearch {
  const words = inOrder(types).map(indexed)
  const ordered = words.map(({ type }) => type)
  /** Everyday nodes first, for equally good matches. */
  const preferred = words.toSorted((one, other) => one.everyday - other.everyday)

  /** A beginning may be of a name of ComfyUI only where no title has these words. */
  function nameIn(query: string): ComfyName | null {
    const exact = comfyNameOf(query)
    if (exact !== null) return exact
    const terms = termsOf(wordsOf(query))
    return words.some(({ title }) => allMatch(terms, title)) ? null : comfyNameFrom(query)
  }

  return {
    explain: (query) => nameIn(query)?.text ?? null,
    rank(query, among = () => true) {
      const phrase = wordsOf(query)
      if (phrase === '') return ordered.filter(among)
      const some = preferred.filter(({ type }) => among(type))
      const tiers = literalTiers(some, phrase)
      const name = nameIn(query)
      if (name === null && isNowhere(tiers)) {
        for (const [type, tier] of literalTiers(some, inOtherWords(phrase)))
          if (tier < TIER.mentioned) tiers.set(type, tier)
        if (isNowhere(tiers))
          for (const type of resembling(some, query, 'title')) tiers.set(type, TIER.resembles)
      }
      const led = name === null ? [] : ledBy(name, some)
      if (tiers.size === 0 && led.length === 0) return resembling(some, query, 'all')
      const rest = [...tiers].toSorted(([, one], [, other]) => one - other).map(([type]) => type)
      return [...new Set([...led, ...rest])]
    },
  }
}

function literalTiers(words: readonly Words[], phrase: string): Map<TypeSummary, number> {
  const terms = termsOf(phrase)
  const tiers = new Map<TypeSummary, number>()
  for (const each of words) {
    const tier = tierOf(each, phrase, terms)
    if (tier !== null) tiers.set(each.type, tier)
  }
  return tiers
}

/** Whether the words are at most mentioned in a description. */
const isNowhere = (tiers: ReadonlyMap<TypeSummary, number>): boolean =>
  [...tiers.values()].every((tier) => tier >= TIER.resembles)
