import type { Colour } from '../colour.ts'
import { colour, lighten, mix } from '../colour.ts'
import { leafColour } from '../elements/trees.ts'
import type { Random } from '../random.ts'
import type { DrawContext } from '../context.ts'
import { layers, repeat } from '../context.ts'
import type { Point } from '../svg.ts'
import { disc, line, linear, n, oval, shape } from '../svg.ts'

const shadow = (
  context: DrawContext,
  x: number,
  y: number,
  wide: number,
  long: number,
  side: number,
): string =>
  shape(
    `M${n(x - wide)} ${n(y)}Q${n(x)} ${n(y + wide * 0.42)} ${n(x + wide)} ${n(y)}L${n(x + side * long + wide * 0.6)} ${n(y - wide * 0.22)}Q${n(x + side * long)} ${n(y - wide * 0.5)} ${n(x + side * long - wide * 0.6)} ${n(y - wide * 0.3)}z`,
    context.palette.near,
    0.3,
  )

/** A turned vessel: the same profile on both sides; light runs across it. */
export function vessel(
  context: DrawContext,
  x: number,
  y: number,
  high: number,
  tone: Colour,
  side: number,
  random: Random,
  branch: boolean,
): string {
  const { palette, unit } = context
  const belly = high * random.between(0.2, 0.3)
  const neck = high * random.between(0.055, 0.1)
  const lip = neck * random.between(1.2, 1.7)
  const foot = belly * random.between(0.5, 0.8)
  const waist = random.between(0.3, 0.55)
  const from = (s: number, out: number, up: number): string => `${n(x + s * out)} ${n(y - high * up)}`
  // Up the left side from the foot, across the mouth, down the right side.
  const body =
    `M${from(-1, foot, 0)}C${from(-1, foot * 1.1, 0.05)} ${from(-1, belly, waist * 0.35)} ${from(-1, belly, waist)}` +
    `C${from(-1, belly, waist + 0.24)} ${from(-1, neck, 0.72)} ${from(-1, neck, 0.84)}L${from(-1, lip, 1)}L${from(1, lip, 1)}` +
    `L${from(1, neck, 0.84)}C${from(1, neck, 0.72)} ${from(1, belly, waist + 0.24)} ${from(1, belly, waist)}` +
    `C${from(1, belly, waist * 0.35)} ${from(1, foot * 1.1, 0.05)} ${from(1, foot, 0)}z`
  const id = `vessel${n(x)}`
  return layers(
    shadow(context, x, y, foot * 1.1, high * 0.7, side),
    branch ? twig(context, x, y - high * 0.95, high * 0.95, random) : '',
    linear(
      id,
      [x - belly, 0],
      [x + belly, 0],
      side > 0
        ? [
            [0, lighten(tone, 0.05)],
            [0.28, lighten(tone, 0.12)],
            [1, mix(tone, palette.near, 0.5)],
          ]
        : [
            [0, mix(tone, palette.near, 0.5)],
            [0.72, lighten(tone, 0.12)],
            [1, lighten(tone, 0.05)],
          ],
    ),
    shape(body, { gradient: id }),
    oval(x, y, foot, foot * 0.2, { gradient: id }),
    oval(x, y - high, lip, lip * 0.28, mix(tone, palette.near, 0.6)),
    random.chance(0.5)
      ? line(
          `M${n(x - belly * 0.98)} ${n(y - high * waist)}q${n(belly * 0.98)} ${n(belly * 0.34)} ${n(belly * 1.96)} 0`,
          mix(tone, palette.light, 0.6),
          unit * 0.5,
          0.65,
        )
      : '',
  )
}

function twig(context: DrawContext, x: number, y: number, high: number, random: Random): string {
  const leaf = leafColour(context, random)
  return repeat(random.whole(3, 5), () => {
    const lean = random.between(-0.62, 0.62) * high
    const tall = high * random.between(0.55, 1)
    const at = (share: number): Point => {
      const rest = 1 - share
      return [
        x + 2 * rest * share * lean * 0.1 + share * share * lean,
        y - 2 * rest * share * tall * 0.7 - share * share * tall,
      ]
    }
    const stalk = line(
      `M${n(x)} ${n(y)}Q${n(x + lean * 0.1)} ${n(y - tall * 0.7)} ${n(x + lean)} ${n(y - tall)}`,
      mix(context.palette.near, leaf, 0.2),
      context.unit * 0.35,
    )
    const leaves = repeat(11, (index) => {
      const [lx, ly] = at(0.25 + (index / 10) * 0.75)
      const angle = (index % 2 === 0 ? -0.35 : -2.5) + random.between(-0.4, 0.4) + (lean / high) * 0.8
      const long = high * random.between(0.1, 0.16)
      const [ux, uy] = [Math.cos(angle) * long, Math.sin(angle) * long]
      const d = `M${n(lx)} ${n(ly)}Q${n(lx + ux * 0.5 - uy * 0.32)} ${n(ly + uy * 0.5 + ux * 0.32)} ${n(lx + ux)} ${n(ly + uy)}Q${n(lx + ux * 0.5 + uy * 0.32)} ${n(ly + uy * 0.5 - ux * 0.32)} ${n(lx)} ${n(ly)}z`
      return shape(d, mix(leaf, context.palette.light, random.between(0, 0.25)))
    }).join('')
    return stalk + leaves
  }).join('')
}

/** A bowl heaped with fruit, standing at (x, y). */
export function bowl(
  context: DrawContext,
  x: number,
  y: number,
  wide: number,
  tone: Colour,
  side: number,
): string {
  const random = context.random.fork('bowl')
  const { palette } = context
  const heap = repeat(5, (index) =>
    fruit(
      context,
      x + (index - 2) * wide * 0.36,
      y - wide * (0.72 + (index % 2) * 0.2),
      wide * random.between(0.27, 0.34),
      random.pick([palette.accent, palette.partner, mix(palette.accent, palette.light, 0.35)]),
      side,
      false,
    ),
  )
  return layers(
    shadow(context, x, y, wide * 0.6, wide * 1.5, side),
    ...heap,
    linear(
      'bowl',
      [x - wide, 0],
      [x + wide, 0],
      side > 0
        ? [
            [0, lighten(tone, 0.1)],
            [0.4, tone],
            [1, mix(tone, palette.near, 0.5)],
          ]
        : [
            [0, mix(tone, palette.near, 0.5)],
            [0.6, tone],
            [1, lighten(tone, 0.1)],
          ],
    ),
    shape(
      `M${n(x - wide)} ${n(y - wide * 0.58)}Q${n(x - wide * 0.85)} ${n(y)} ${n(x - wide * 0.35)} ${n(y)}L${n(x + wide * 0.35)} ${n(y)}Q${n(x + wide * 0.85)} ${n(y)} ${n(x + wide)} ${n(y - wide * 0.58)}Q${n(x)} ${n(y - wide * 0.36)} ${n(x - wide)} ${n(y - wide * 0.58)}z`,
      { gradient: 'bowl' },
    ),
  )
}

/** One fruit around (x, y), of radius `r`; `lying` ones cast a shadow. `side` is where the shadow falls: 1 right, -1 left. */
export function fruit(
  context: DrawContext,
  x: number,
  y: number,
  r: number,
  tone: Colour,
  side: number,
  lying = true,
): string {
  const { palette } = context
  return layers(
    lying ? shadow(context, x, y + r * 0.9, r * 0.75, r * 2.2, side) : '',
    disc(x, y, r, tone),
    shape(
      `M${n(x + side * r * 0.2)} ${n(y - r * 0.98)}A${n(r)} ${n(r)} 0 0 ${side > 0 ? 1 : 0} ${n(x - side * r * 0.35)} ${n(y + r * 0.94)}Q${n(x + side * r * 0.75)} ${n(y + r * 0.35)} ${n(x + side * r * 0.2)} ${n(y - r * 0.98)}z`,
      mix(tone, palette.near, 0.55),
      0.5,
    ),
    oval(x - side * r * 0.35, y - r * 0.38, r * 0.2, r * 0.15, palette.light, 0.75),
    line(
      `M${n(x)} ${n(y - r * 0.86)}q${n(r * 0.05)} ${n(-r * 0.25)} ${n(r * 0.22)} ${n(-r * 0.4)}`,
      mix(palette.near, colour(0.3, 0.05, 60), 0.5),
      Math.max(1, r * 0.11),
    ),
  )
}
