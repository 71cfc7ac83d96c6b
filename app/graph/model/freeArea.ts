import type { Rect } from '../../base/geometry.ts'

/** A cover is ignored if less than this fraction of the pane's width or height would stay free. */
const LEAST = 0.25

/**
 * The part of a pane that is beside everything that floats over it: panels, help, the queue, the view controls. Each
 * cover takes the strip along that side of the pane where the least is lost. One that covers almost everything is
 * ignored, because there is nothing beside it.
 */
export function freeArea(pane: Rect, covers: readonly Rect[]): Rect {
  const largestFirst = covers.toSorted((one, other) => areaOf(other) - areaOf(one))
  return largestFirst.reduce<Rect>((free, cover) => beside(free, cover, pane), pane)
}

const areaOf = ({ width, height }: Rect): number => width * height

function beside(free: Rect, cover: Rect, pane: Rect): Rect {
  const right = free.x + free.width
  const bottom = free.y + free.height
  const coverRight = cover.x + cover.width
  const coverBottom = cover.y + cover.height
  const isApart = cover.x >= right || coverRight <= free.x || cover.y >= bottom || coverBottom <= free.y
  if (isApart || areaOf(cover) === 0) return free
  const rests: readonly Rect[] = [
    { ...free, x: coverRight, width: right - coverRight },
    { ...free, width: cover.x - free.x },
    { ...free, y: coverBottom, height: bottom - coverBottom },
    { ...free, height: cover.y - free.y },
  ]
  const [best] = rests
    .filter(({ width, height }) => width >= pane.width * LEAST && height >= pane.height * LEAST)
    .toSorted((one, other) => areaOf(other) - areaOf(one))
  return best ?? free
}
