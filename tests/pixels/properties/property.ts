import type { Registry } from '#shared/nodes/registry.ts'
import type { Values } from '#shared/ports/value.ts'
import type { Pixels } from '#shared/services.ts'
import type { PixelContext } from '../openPixelContext.ts'

/** A property of nodes' outputs that can be measured without a reference. */
export interface Property {
  /** A fact, as the title of a test. */
  readonly name: string
  /** What is measured. */
  readonly unit: string
  readonly most: number
  measure(tools: Tools): Promise<number>
}

export interface Tools {
  readonly registry: Registry
  readonly pixelContext: PixelContext
}

/** Runs a node and reads its output `image` or `mask`. */
export async function make(
  { registry, pixelContext }: Tools,
  name: string,
  inputs: Values,
  output: 'image' | 'mask',
): Promise<Pixels> {
  const type = registry.get(`local/${name}`)
  if (type === undefined) throw new Error(`there is no node ${name}`)
  const made = await pixelContext.run(type, inputs)
  return pixelContext.read(made[output], output === 'mask' ? 1 : 4)
}

/** A picture from the value at each position: one level for a mask, four for a picture. */
export function draw<C extends 1 | 4>(
  width: number,
  height: number,
  channels: C,
  at: (x: number, y: number) => readonly number[],
): Pixels<C> {
  const data = new Uint8Array(width * height * channels)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) data.set(at(x, y).map(Math.round), (y * width + x) * channels)
  return { width, height, channels, data }
}

/** The maximum difference of any sample. Infinity if the sizes differ. */
export function apart(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height || a.channels !== b.channels) return Infinity
  return a.data.reduce((most, value, at) => Math.max(most, Math.abs(value - (b.data[at] ?? 0))), 0)
}
