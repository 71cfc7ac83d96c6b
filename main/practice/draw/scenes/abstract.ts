import type { Colour } from '../colour.ts'
import { mix } from '../colour.ts'
import type { Random } from '../random.ts'
import type { Scene, DrawContext } from '../context.ts'
import { repeat } from '../context.ts'
import { disc, line, n, rectangle, shape } from '../svg.ts'

/** A composition of square tiles: quarter circles, discs, arcs and stripes in the colours of the mood. */
export const abstract: Scene = (context) => {
  const random = context.random.fork('abstract')
  const { width, height, palette } = context
  const across = Math.max(3, Math.round((width / Math.min(width, height)) * random.whole(3, 5)))
  const side = width / across
  const down = Math.ceil(height / side)
  const paper = mix(palette.light, palette.skyLow, 0.5)
  const background = rectangle(0, 0, width, height, paper)
  const tones = [palette.accent, palette.partner, palette.near, palette.far, palette.skyTop, paper] as const
  const top = (height - down * side) / 2
  return (
    background +
    repeat(across * down, (index) =>
      tile(
        context,
        (index % across) * side,
        top + Math.floor(index / across) * side,
        side,
        tones,
        random.fork(`tile ${index}`),
      ),
    ).join('')
  )
}

function tile(
  context: DrawContext,
  x: number,
  y: number,
  side: number,
  tones: readonly [Colour, ...Colour[]],
  random: Random,
): string {
  const back = random.pick(tones)
  const others = tones.filter((tone) => tone !== back)
  const front = others[random.whole(0, others.length - 1)] ?? tones[0]
  const third = others[random.whole(0, others.length - 1)] ?? tones[0]
  const corner = random.whole(0, 3)
  const [cx, cy] = [x + (corner % 2) * side, y + Math.floor(corner / 2) * side]
  const quarter = (r: number, fill: Colour): string => {
    const sx = corner % 2 === 0 ? 1 : -1
    const sy = corner < 2 ? 1 : -1
    return shape(
      `M${n(cx)} ${n(cy)}L${n(cx + sx * r)} ${n(cy)}A${n(r)} ${n(r)} 0 0 ${sx * sy > 0 ? 1 : 0} ${n(cx)} ${n(cy + sy * r)}z`,
      fill,
    )
  }
  const background = rectangle(x, y, side + 0.6, side + 0.6, back)
  switch (random.whole(0, 6)) {
    case 0:
      return background + quarter(side, front) + quarter(side * 0.55, third)
    case 1:
      return (
        background +
        disc(x + side / 2, y + side / 2, side * 0.36, front) +
        disc(x + side / 2, y + side / 2, side * 0.15, third)
      )
    case 2:
      return (
        background + repeat(4, (at) => quarter(side * (1 - at * 0.24), at % 2 === 0 ? front : back)).join('')
      )
    case 3:
      return (
        background +
        repeat(4, (at) => rectangle(x, y + (side / 8) * (at * 2 + 0.5), side, side / 8, front)).join('')
      )
    case 4:
      return (
        background +
        shape(`M${n(x)} ${n(y)}h${n(side)}L${n(x)} ${n(y + side)}z`, front) +
        disc(x + side * 0.66, y + side * 0.66, side * 0.16, third)
      )
    case 5:
      return (
        background +
        line(
          `M${n(x + side * 0.14)} ${n(y + side * 0.86)}Q${n(x + side * 0.5)} ${n(y - side * 0.5)} ${n(x + side * 0.86)} ${n(y + side * 0.86)}`,
          front,
          context.unit * 1.6,
        ) +
        disc(x + side / 2, y + side * 0.62, side * 0.11, third)
      )
    default:
      return background + quarter(side, front)
  }
}
