import { brightness } from '#nodes/local/pixels/brightness.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import type { Media, Value, Values } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Images, Pixels } from '#shared/services.ts'
import { openPixelContext } from '../../pixels/openPixelContext.ts'

/** Nodes with the product's own filters and scaling, and with pictures in memory in place of files. */
export interface Bench {
  run(type: NodeType, inputs: Readonly<Record<string, Pixels | Value>>): Promise<void>
  close(): void
}

export function openBench(): Bench {
  const pictures = new Map<string, Pixels>()
  const inMemory = (images: Images): Images => ({
    ...images,
    async read(media, channels) {
      const found = pictures.get(media.sha256)
      // A colour picture that is requested as a mask is its brightness, as the codec reads it.
      const read = found?.channels === 4 && channels === 1 ? brightness({ ...found, channels: 4 }) : found
      if (read?.channels !== channels) throw new Error(`there is no such picture of ${channels} channels`)
      // The cast: the channels were just compared.
      return read as Pixels<typeof channels>
    },
    write: async (pixels, kind) => mediaOf(pixels, kind, 0),
  })
  const pixelContext = openPixelContext(inMemory)
  return {
    async run(type, inputs) {
      pictures.clear()
      const given: Record<string, Value> = {}
      for (const [name, input] of Object.entries(inputs)) {
        if (!isPixels(input)) {
          given[name] = input
          continue
        }
        const media = mediaOf(input, input.channels === 1 ? 'mask' : 'image', pictures.size + 1)
        pictures.set(media.sha256, input)
        given[name] = media
      }
      const made: Values = await pixelContext.run(type, given)
      if (!Object.values(made).some(isMedia)) throw new Error(`${type.type} made nothing`)
    },
    close: pixelContext.close,
  }
}

const isPixels = (input: Pixels | Value): input is Pixels =>
  typeof input === 'object' && input !== null && 'data' in input && input.data instanceof Uint8Array

const mediaOf = ({ width, height, data }: Pixels, media: 'image' | 'mask', at: number): Media => ({
  media,
  sha256: String(at).padStart(64, '0'),
  mime: 'image/png',
  bytes: data.length,
  width,
  height,
})
