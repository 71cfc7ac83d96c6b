import type { Registry } from '#shared/nodes/registry.ts'
import type { Media, Value } from '#shared/ports/value.ts'
import { isList } from '#shared/ports/value.ts'
import type { Pixels } from '#shared/services.ts'
import type { PixelContext } from './openPixelContext.ts'
import type { Case, Levels, Reference } from './reference/readReference.ts'
import { decodeLevels } from './reference/readReference.ts'

/** The distance of a node's output from its reference, in levels of 255. */
export interface Distance {
  readonly largest: number
  readonly mean: number
}

/** Below this alpha a colour is not visible, and eight bits cannot represent it. */
const LEAST_ALPHA = 8

/** The inputs of a case, with their pictures in the store. */
export async function inputsOf(
  { inputs }: Case,
  pictures: ReadonlyMap<string, Levels>,
  pixelContext: PixelContext,
): Promise<Readonly<Record<string, Value>>> {
  const put = async ({ picture }: { readonly picture: string }): Promise<Media> => {
    const levels = pictures.get(picture)
    if (levels === undefined) throw new Error(`there is no picture ${picture}`)
    return pixelContext.put({ ...levels, data: Uint8Array.from(levels.data) })
  }
  const made: Record<string, Value> = {}
  for (const [name, input] of Object.entries(inputs))
    if (Array.isArray(input)) made[name] = await Promise.all(input.map(put))
    else made[name] = typeof input === 'object' ? await put(input) : input
  return made
}

/** Runs a case with the real node and the real codec. Rejects if an output is missing or has another size. */
export async function measureCase(
  { node, compare }: Reference,
  one: Case,
  pictures: ReadonlyMap<string, Levels>,
  { registry, pixelContext }: { readonly registry: Registry; readonly pixelContext: PixelContext },
): Promise<Distance> {
  const type = registry.get(node)
  if (type === undefined) throw new Error(`there is no node ${node}`)
  const outputs = await pixelContext.run(type, await inputsOf(one, pictures, pixelContext))
  const distances: Distance[] = []
  for (const [name, expected] of Object.entries(one.expected)) {
    const output = outputs[name]
    const values = output !== undefined && isList(output) ? output : [output]
    const wanted = Array.isArray(expected) ? expected : [expected]
    if (values.length !== wanted.length)
      throw new Error(`${name}: ${values.length} pictures instead of ${wanted.length}`)
    for (const [at, encoded] of wanted.entries()) {
      const levels = decodeLevels(encoded)
      const made = await pixelContext.read(values[at], levels.channels)
      distances.push(compare === 'lines' ? distanceOfLines(made, levels) : distanceOf(made, levels))
    }
  }
  return combine(distances)
}

/** The maximum of all; the mean of those means, each with the same weight. */
export const combine = (distances: readonly Distance[]): Distance => ({
  largest: Math.max(0, ...distances.map(({ largest }) => largest)),
  mean: distances.reduce((sum, { mean }) => sum + mean, 0) / Math.max(1, distances.length),
})

function checkSize({ width, height }: Pixels, expected: Levels): void {
  if (width !== expected.width || height !== expected.height)
    throw new Error(`${width} × ${height} instead of ${expected.width} × ${expected.height}`)
}

/** Colour counts where the reference is visible, alpha everywhere. Throws if the sizes differ. */
export function distanceOf(made: Pixels, expected: Levels): Distance {
  checkSize(made, expected)
  const { data } = made
  const { channels } = expected
  let [largest, sum, count] = [0, 0, 0]
  for (let at = 0; at < expected.data.length; at += 1) {
    const channel = at % channels
    const alpha = channels === 4 ? (expected.data[at - channel + 3] ?? 0) : 255
    if (channel < 3 && alpha < LEAST_ALPHA) continue
    const apart = Math.abs((data[at] ?? 0) - (expected.data[at] ?? 0))
    largest = Math.max(largest, apart)
    sum += apart
    count += 1
  }
  return { largest, mean: count === 0 ? 0 : sum / count }
}

/**
 * The pixels of the lines in one without a counterpart within a pixel in the other, in levels. Throws if the sizes
 * differ.
 */
export function distanceOfLines(made: Pixels, expected: Levels): Distance {
  checkSize(made, expected)
  const { width, height } = made
  const lonely = (a: ArrayLike<number>, b: ArrayLike<number>, at: number): number => {
    let near = 0
    const x = at % width
    for (let row = -1; row <= 1; row += 1)
      for (let column = Math.max(-1, -x); column <= Math.min(1, width - 1 - x); column += 1)
        near = Math.max(near, b[at + row * width + column] ?? 0)
    return Math.max(0, (a[at] ?? 0) - near)
  }
  let [largest, sum] = [0, 0]
  const { channels } = expected
  if (channels !== 1) throw new Error('lines are grey')
  for (let at = 0; at < width * height; at += 1) {
    const apart = Math.max(lonely(made.data, expected.data, at), lonely(expected.data, made.data, at))
    largest = Math.max(largest, apart)
    sum += apart
  }
  return { largest, mean: sum / (width * height) }
}
