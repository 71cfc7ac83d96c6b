/** The mean brightness below which a frame counts as black, of 255: film and video leave a little noise in it. */
const DARK = 12

/** Whether a frame is black, or nearly so. */
export function isDark(frame: CanvasImageSource): boolean {
  const small = new OffscreenCanvas(16, 16)
  const context = small.getContext('2d', { willReadFrequently: true })
  if (context === null) return false
  context.drawImage(frame, 0, 0, 16, 16)
  return meanBrightness(context.getImageData(0, 0, 16, 16).data) < DARK
}

/** The mean brightness of pixels in RGBA, from 0 to 255; weights of ITU-R BT.709. */
export function meanBrightness(pixels: Uint8ClampedArray): number {
  let sum = 0
  for (let at = 0; at < pixels.length; at += 4)
    sum += 0.2126 * (pixels[at] ?? 0) + 0.7152 * (pixels[at + 1] ?? 0) + 0.0722 * (pixels[at + 2] ?? 0)
  return sum / (pixels.length / 4)
}
