import type { Random } from './random.ts'
import type { Accent, Hour, Manner, Motif, Season } from './words.ts'
import { accents, hours, hues, manners, motifs, seasons, waters } from './words.ts'

/** What the words of a prompt ask of a picture. */
export interface Mood {
  readonly motif: Motif
  readonly hour: Hour
  readonly season: Season | null
  readonly manners: readonly Manner[]
  /** Up to two colours that were asked for by name: the first for the whole, the second for what stands out. */
  readonly tones: readonly { readonly hue: number; readonly chroma: number }[]
  readonly accents: readonly Accent[]
  /** Whether water is spoken of. */
  readonly water: boolean
}

/** The words of a prompt, lower case, in order; Han characters one by one. */
export function readWords(prompt: string): readonly string[] {
  return prompt.toLowerCase().match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? []
}

/** Reads a prompt. What it leaves open, `random` decides. */
export function readMood(prompt: string, random: Random): Mood {
  const words = readWords(prompt)
  const scenery = ['hills', 'sea', 'mountains', 'forest', 'desert', 'stillLife', 'flowers'] as const
  const found = collect(headings.motifs, words)
  return {
    motif: chooseMotif(found) ?? random.pick(scenery),
    hour: collect(headings.hours, words)[0] ?? random.pick(['day', 'day', 'dawn', 'dusk', 'dusk', 'night']),
    season: collect(headings.seasons, words)[0] ?? null,
    manners: collect(headings.manners, blackAndWhite(words)),
    tones: words
      .flatMap((word) => (Object.hasOwn(hues, word) ? [hues[word]] : []))
      .flatMap((tone) => (tone === undefined ? [] : [{ hue: tone[0], chroma: tone[1] }]))
      .slice(0, 2),
    accents: collect(headings.accents, words),
    water: words.some((word) => waters.split(' ').includes(word)),
  }
}

/**
 * A person in a forest is a portrait: people take precedence over places. Of places the one named first, except the
 * fields and lakes of the hills, which are the foreground of everything else.
 */
const chooseMotif = (found: readonly Motif[]): Motif | undefined =>
  found.includes('portrait') ? 'portrait' : (found.find((motif) => motif !== 'hills') ?? found[0])

/** "Black and white" asks for greys; a white boat on black rocks does not. */
function blackAndWhite(words: readonly string[]): readonly string[] {
  const at = words.indexOf('black')
  return at >= 0 && words.slice(at, at + 3).includes('white') ? [...words, 'monochrome'] : words
}

/** The headings whose words occur, in the order in which the prompt names them. */
const collect = <T extends string>(
  headings: ReadonlyMap<string, readonly T[]>,
  words: readonly string[],
): T[] => [...new Set(words.flatMap((word) => headings.get(word) ?? []))]

const headings = {
  motifs: indexTable(motifs),
  hours: indexTable(hours),
  seasons: indexTable(seasons),
  manners: indexTable(manners),
  accents: indexTable(accents),
}

function indexTable<T extends string>(table: {
  readonly [heading in T]: string
}): ReadonlyMap<string, readonly T[]> {
  const index = new Map<string, readonly T[]>()
  // `Object.keys` types its result as `string[]`, although the keys are exactly the headings.
  for (const heading of Object.keys(table) as T[]) {
    for (const word of table[heading].split(' ')) index.set(word, [...(index.get(word) ?? []), heading])
  }
  return index
}
