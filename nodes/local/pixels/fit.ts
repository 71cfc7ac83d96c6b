import type { Part, Size } from '#shared/services.ts'

export const fits = ['stretch', 'contain', 'cover', 'inside'] as const

/**
 * How a picture is fitted into a frame. `stretch` ignores its proportions; `contain` shows all of it with bars beside
 * it; `cover` fills the frame and crops the rest; `inside` shows all of it without bars, so that one side may be
 * shorter.
 */
export type Fit = (typeof fits)[number]

/** `take` of the picture is scaled to `scaled`, and put into the middle of `canvas`. */
export interface Fitting {
  readonly crop: Part
  readonly scaled: Size
  readonly canvas: Size
}

const scale = ({ width, height }: Size, factor: number): Size => ({
  width: Math.max(1, Math.round(width * factor)),
  height: Math.max(1, Math.round(height * factor)),
})

/** The plan of a resize. A side of 0 follows from the other one and the picture's proportions. */
export function fitInto(picture: Size, requested: Size, fit: Fit): Fitting {
  const whole: Part = { x: 0, y: 0, width: picture.width, height: picture.height }
  const across = requested.width / picture.width
  const down = requested.height / picture.height
  const to = (size: Size): Fitting => ({ crop: whole, scaled: size, canvas: size })
  if (across === 0 && down === 0) return to({ width: picture.width, height: picture.height })
  if (across === 0) return to({ ...scale(picture, down), height: requested.height })
  if (down === 0) return to({ ...scale(picture, across), width: requested.width })
  const box: Size = { width: requested.width, height: requested.height }
  if (fit === 'stretch') return to(box)
  if (fit === 'cover') return { crop: middle(picture, box), scaled: box, canvas: box }
  const scaled = scale(picture, Math.min(across, down))
  return { crop: whole, scaled, canvas: fit === 'contain' ? box : scaled }
}

/** The middle of a picture in the proportions of `box`, to a fraction of a pixel: rounded, it would be distorted. */
function middle({ width, height }: Size, box: Size): Part {
  if (box.width * height >= box.height * width) {
    const taken = (box.height * width) / box.width
    return { x: 0, y: (height - taken) / 2, width, height: taken }
  }
  const taken = (box.width * height) / box.height
  return { x: (width - taken) / 2, y: 0, width: taken, height }
}
