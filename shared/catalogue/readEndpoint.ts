import { checkJson } from '../document/checkJson.ts'
import { isLongerThan } from '../document/textLength.ts'
import { inputWeight } from '../endpoint/schemaWeight.ts'
import { parseAs } from '../problems/parseAs.ts'
import { formatProblem } from '../problems/problem.ts'
import { Endpoint } from './endpoint.ts'

/**
 * The caps on one endpoint from outside: of a catalogue, or of a file. Sizes are in bytes of UTF-8, as JSON. `weight` is
 * how much is read of its schema when references are followed: as `inputWeight` counts.
 */
export const ENDPOINT_CAPS = {
  json: 256 * 2 ** 10,
  words: 300,
  keywords: 100,
  help: 20_000,
  weight: 50_000,
} as const

/** An endpoint from outside that obeys every rule, with its JSON and its weight; or why it does not. */
export type ReadEndpoint =
  | { readonly ok: true; readonly endpoint: Endpoint; readonly json: string; readonly weight: number }
  | { readonly ok: false; readonly code: 'json' | 'shape' | 'size'; readonly why: string }

/** The first parts of the types of other nodes, which no endpoint may pose as. */
const RESERVED: ReadonlySet<string> = new Set(['local', 'block'])

const refuse = (code: 'json' | 'shape' | 'size', why: string): ReadEndpoint => ({ ok: false, code, why })

/**
 * Checks an endpoint that does not come with the product: its depth, its size, its shape. Safe for untrusted JSON;
 * never throws. What its schema means is read later, and never evaluated.
 */
export function readEndpoint(value: unknown): ReadEndpoint {
  // First, because it does not recurse: what follows does.
  const [problem] = checkJson(value).problems.toArray()
  if (problem !== undefined) return refuse('json', formatProblem(problem))
  const read = parseAs(Endpoint, value)
  if (!read.success) {
    const issues = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    return refuse('shape', issues.slice(0, 1).join())
  }
  const endpoint = read.data
  if (RESERVED.has(endpoint.engine)) return refuse('shape', 'engine: is not one')
  const { title, category, keywords = [], help = '' } = endpoint
  if ([title, category, ...keywords].some((words) => isLongerThan(words, ENDPOINT_CAPS.words)))
    return refuse('size', `its title, its category or a keyword is longer than ${ENDPOINT_CAPS.words} bytes`)
  if (keywords.length > ENDPOINT_CAPS.keywords)
    return refuse('size', `it has more than ${ENDPOINT_CAPS.keywords} keywords`)
  if (isLongerThan(help, ENDPOINT_CAPS.help))
    return refuse('size', `its help is longer than ${ENDPOINT_CAPS.help} bytes`)
  const json = JSON.stringify(endpoint)
  if (isLongerThan(json, ENDPOINT_CAPS.json))
    return refuse('size', `it is larger than ${ENDPOINT_CAPS.json / 2 ** 10} KiB`)
  const weight = inputWeight(endpoint.input, ENDPOINT_CAPS.weight)
  if (weight > ENDPOINT_CAPS.weight) return refuse('size', 'the references in its schema lead to too much')
  return { ok: true, endpoint, json, weight }
}
