import type { Media } from '#shared/ports/value.ts'
import type { Images, Origin, Pixels } from '#shared/services.ts'
import { pickNearest } from '#shared/picture/resample.ts'
import { brightness } from '../pixels/brightness.ts'
import { digest } from './digest.ts'

/** An image codec that keeps pixels in memory and never encodes them. */
export interface MemoryImages extends Images {
  /** Adds a picture as if it had been loaded. */
  add(pixels: Pixels, kind?: 'image' | 'mask'): Media
  /** The pixels of a picture as they were written. Throws if there is none. */
  pixelsOf(media: unknown): Pixels
  originOf(media: unknown): Origin | undefined
}

interface SavedImage {
  readonly pixels: Pixels
  readonly origin: Origin | undefined
}

export function createMemoryImages(): MemoryImages {
  const pictures = new Map<string, SavedImage>()

  const save = (pixels: Pixels, media: 'image' | 'mask', origin?: Origin): Media => {
    const { width, height, channels, data } = pixels
    if (data.length !== width * height * channels) throw new Error('these pixels have another length')
    const sha256 = digest(Uint8Array.of(width, height, channels, ...data))
    pictures.set(sha256, { pixels, origin })
    return { media, sha256, mime: 'image/png', bytes: data.length, width, height }
  }

  const find = (media: unknown): SavedImage => {
    // The cast is harmless: a value that is not media has no such key.
    const { sha256 = '' } = media as Partial<Media>
    const found = pictures.get(sha256)
    if (found === undefined) throw new Error('there is no such picture')
    return found
  }

  return {
    add: (pixels, kind = 'image') => save(pixels, kind),
    pixelsOf: (media) => find(media).pixels,
    originOf: (media) => find(media).origin,
    async read(media, channels) {
      const { pixels } = find(media)
      const { width, height } = pixels
      const data = channels === 4 ? colourful(pixels).data : grey(pixels).data
      return { width, height, channels, data }
    },
    write: async (pixels, kind, origin) => save(pixels, kind, origin),
    async resize(pixels, size, _, part, onProgress) {
      const scaled = pickNearest(pixels, size, part)
      onProgress?.(1)
      return scaled
    },
    // Each letter is a white square; emoji are missing.
    renderText: async (text, { size }) => ({
      pixels: {
        width: text.length * size,
        height: size,
        channels: 1,
        data: new Uint8Array(text.length * size * size).fill(255),
      },
      missing: [...new Set(text)].filter((character) => character.length > 1),
    }),
  }
}

function colourful(pixels: Pixels): Pixels<4> {
  const { width, height, channels } = pixels
  if (channels === 4) return { width, height, channels, data: pixels.data }
  const data = Uint8Array.from([...pixels.data].flatMap((value) => [value, value, value, 255]))
  return { width, height, channels: 4, data }
}

function grey(pixels: Pixels): Pixels<1> {
  const { width, height, channels, data } = pixels
  return channels === 1 ? { width, height, channels, data } : brightness(colourful(pixels))
}
