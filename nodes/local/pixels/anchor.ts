import type { Size } from '#shared/services.ts'

export const anchors = [
  'bottom left',
  'bottom',
  'bottom right',
  'left',
  'centre',
  'right',
  'top left',
  'top',
  'top right',
] as const
/** The edge or corner of a picture at which something is placed. */
export type Anchor = (typeof anchors)[number]

/** The upper left corner for something of this size, `margin` pixels from the edges at which it is placed. */
export function anchor(
  anchor: Anchor,
  size: Size,
  picture: Size,
  margin: number,
): { readonly x: number; readonly y: number } {
  const at = (near: boolean, far: boolean, length: number, whole: number): number =>
    near ? margin : far ? whole - length - margin : Math.round((whole - length) / 2)
  return {
    x: at(anchor.endsWith('left'), anchor.endsWith('right'), size.width, picture.width),
    y: at(anchor.startsWith('top'), anchor.startsWith('bottom'), size.height, picture.height),
  }
}
