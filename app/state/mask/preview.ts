import type { Grey } from '#shared/mask/grey.ts'
import type { Painting } from '#shared/mask/painting.ts'
import { PREVIEW_SIDE } from '#shared/mask/previewOf.ts'
import { rasterise } from '#shared/mask/rasterise.ts'
import { scaleGrey } from '#shared/mask/scaleGrey.ts'

/** The size of the preview of this picture. */
export function previewSize({ width, height }: { readonly width: number; readonly height: number }) {
  const factor = Math.min(1, PREVIEW_SIDE / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) }
}

/** A preview of a mask, as a PNG in base64. */
export function encodePreview(mask: Grey): string {
  const { width, height } = previewSize(mask)
  const small = scaleGrey(mask, width, height)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  const pixels = new ImageData(width, height)
  const packed = new Uint32Array(pixels.data.buffer)
  for (let at = 0; at < packed.length; at += 1) packed[at] = 0xff00_0000 | ((small.data[at] ?? 0) * 0x01_0101)
  context?.putImageData(pixels, 0, 0)
  return canvas.toDataURL('image/png').replace(/^.*,/, '')
}

/** The same for a painting that is not open; what it starts from is left out. */
export function drawPreview(painting: Painting): string {
  const { width, height } = previewSize(painting.picture)
  return encodePreview({ width, height, data: rasterise(painting, width, height) })
}
