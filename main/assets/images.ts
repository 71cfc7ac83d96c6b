import { brightness } from '#nodes/local/pixels/brightness.ts'
import { lanczos3, triangle } from '#shared/picture/kernels.ts'
import { pickNearest, resample } from '#shared/picture/resample.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Images, Pixels } from '#shared/services.ts'
import type { AssetStore } from './assets.ts'
import { bytesOf } from '../platform/bytesOf.ts'
import type { Picture } from './codec.ts'
import { decode, encodePng, fromSamples, readHeader } from './codec.ts'
import { createTextRenderer } from './createTextRenderer.ts'
import { brokenPicture, checkPixels } from './probePicture.ts'

/**
 * The image codec for an asset store, based on sharp. `home` is where the typeface may be unpacked. Rejects as the
 * store does, or with `picture.large` or `picture.broken`.
 */
export function createImages(assets: Pick<AssetStore, 'read' | 'savePng'>, home: string): Images {
  const renderText = createTextRenderer(home)
  return {
    async read<C extends 1 | 4>(media: Media, channels: C): Promise<Pixels<C>> {
      const bytes = await assets.read(media)
      try {
        const { width, height, data } = channels === 1 ? await readGrey(bytes) : await readColour(bytes)
        return { width, height, channels, data }
      } catch (thrown) {
        throw brokenPicture(`the asset ${media.sha256}`, thrown)
      }
    },
    async write(pixels, kind, origin) {
      checkPixels(pixels, 'The picture to be kept')
      return assets.savePng(await encodePixels(pixels), kind, pixels, origin)
    },
    // Our own implementation: the codec shifts enlarged pictures by half a pixel, and rounds colours of low alpha
    // twice.
    async resize(pixels, { width, height }, kernel, part, onProgress) {
      checkPixels({ width, height }, 'The picture to be made')
      if (kernel === 'nearest') return pickNearest(pixels, { width, height }, part)
      // A kernel with negative lobes would leave faint rings outside a mask: black must stay black.
      const smooth = pixels.channels === 1 ? triangle : lanczos3
      return resample(pixels, { width, height }, smooth, part, onProgress)
    },
    async renderText(text, style) {
      const drawn = await renderText(text, style)
      checkPixels(drawn.pixels, 'The text to be drawn')
      return drawn
    },
  }
}

/** The pixels of a file in sRGB with alpha, upright. */
export const readColour = async (bytes: Uint8Array): Promise<Pixels<4>> =>
  toPixels((await decode(bytes)).ensureAlpha(), 4)

/** The brightness of a file, upright; see `read`. */
export async function readGrey(bytes: Uint8Array): Promise<Pixels<1>> {
  const { space, hasAlpha, depth } = await readHeader(bytes)
  // 8-bit grey is our own format: nothing needs to be computed.
  if (space === 'b-w' && !hasAlpha && depth === 'uchar') return toPixels(await decode(bytes), 1)
  return brightness(await readColour(bytes))
}

/** As PNG. Opaque pictures have no alpha, which makes them smaller and faster to encode. */
export async function encodePixels(pixels: Pixels): Promise<Uint8Array> {
  const picture = fromPixels(pixels)
  if (pixels.channels === 1) return encodePng(picture.toColourspace('b-w'))
  return encodePng(isOpaque(pixels.data) ? picture.removeAlpha() : picture)
}

export function isOpaque(data: Uint8Array): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false
  return true
}

export const fromPixels = ({ data, ...raw }: Pixels): Picture => fromSamples(data, raw)

async function toPixels<C extends 1 | 4>(picture: Picture, channels: C): Promise<Pixels<C>> {
  const grey = channels === 1
  const { data, info } = await picture
    .toColourspace(grey ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  // One channel too many or too few would shift every pixel after the first.
  if (info.channels !== channels)
    throw new Error(`${channels} channels were asked for, ${info.channels} came`)
  return { width: info.width, height: info.height, channels, data: bytesOf(data) }
}
