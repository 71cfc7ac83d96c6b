import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { z } from 'zod'

const folder = join(import.meta.dirname, 'data')

/** The format of `data.py`. */
const Encoded = z.object({
  width: z.int(),
  height: z.int(),
  channels: z.union([z.literal(1), z.literal(4)]),
  scale: z.int(),
  samples: z.string(),
})
type Encoded = z.infer<typeof Encoded>

const Versions = z.record(z.string(), z.string())
const Named = z.object({ picture: z.string() })
const Input = z.union([Named, z.array(Named), z.number(), z.boolean(), z.string()])

const Case = z.object({
  name: z.string(),
  inputs: z.record(z.string(), Input),
  expected: z.record(z.string(), z.union([Encoded, z.array(Encoded)])),
})
/** The expected output of one node for some inputs. Pictures are given by name. */
export type Case = z.infer<typeof Case>

const Reference = z.object({
  node: z.string(),
  reference: z.string(),
  /** Lines are equal if they are at most one pixel apart. */
  compare: z.enum(['levels', 'lines']),
  made: Versions,
  cases: z.array(Case),
})
/** Cases of one node, and the source of their values. `file` is its name, which selects the tolerances. */
export type Reference = z.infer<typeof Reference> & { readonly file: string }

/** Levels from 0 to 255, `channels` of them per pixel, not rounded. */
export interface Levels {
  readonly width: number
  readonly height: number
  readonly channels: 1 | 4
  readonly data: Float64Array
}

export function decodeLevels({ width, height, channels, scale, samples }: Encoded): Levels {
  const bytes = inflateSync(Buffer.from(samples, 'base64'))
  const count = width * height
  const data = new Float64Array(count * channels)
  for (let channel = 0; channel < channels; channel += 1) {
    let value = 0
    for (let at = 0; at < count; at += 1) {
      const index = channel * count + at
      value = (value + (bytes[index] ?? 0) + 256 * (bytes[data.length + index] ?? 0)) & 0xffff
      data[at * channels + channel] = value / scale
    }
  }
  return { width, height, channels, data }
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))

/** The pictures that cases name. */
export function readPictures(): ReadonlyMap<string, Levels> {
  const { pictures } = z.object({ pictures: z.record(z.string(), Encoded) }).parse(read('pictures.json'))
  return new Map(Object.entries(pictures).map(([name, encoded]) => [name, decodeLevels(encoded)]))
}

/** The references of all nodes, in the order of their files. */
export function readReferences(): readonly Reference[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'pictures.json')
    .toSorted()
    .map((file) => ({ ...Reference.parse(read(file)), file: file.slice(0, -'.json'.length) }))
}
