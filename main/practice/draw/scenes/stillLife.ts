import type { Colour } from '../colour.ts'
import { colour, lighten, mix } from '../colour.ts'
import { accent, requested } from '../elements/accents.ts'
import type { Scene, DrawContext } from '../context.ts'
import { layers, repeat } from '../context.ts'
import { glow, linear, n, rectangle, shape } from '../svg.ts'
import { bowl, fruit, vessel } from './vessels.ts'

/** Vessels and fruit on a table, lit from one side. */
export const stillLife: Scene = (context) => {
  const random = context.random.fork('still life')
  const { width, height, unit, palette } = context
  const edge = height * random.between(0.62, 0.7)
  const side = random.chance(0.5) ? 1 : -1
  const shelf = edge + (height - edge) * 0.24
  const middle = width / 2
  const spread = unit * random.between(19, 23)
  const tones = [
    palette.accent,
    palette.partner,
    mix(palette.skyTop, palette.near, 0.25),
    mix(palette.far, palette.light, 0.3),
    mix(palette.accent, palette.light, 0.5),
  ] as const
  const first = random.whole(0, tones.length - 1)
  const tone = (index: number): Colour => tones[(first + index) % tones.length] ?? palette.accent
  return layers(
    room(context, side, edge),
    vessel(
      context,
      middle - spread * 1.02,
      shelf,
      unit * random.between(34, 44),
      tone(0),
      side,
      random.fork('vase'),
      true,
    ),
    vessel(
      context,
      middle + spread * random.between(0.5, 0.7),
      shelf - unit * 1.5,
      unit * random.between(25, 38),
      tone(1),
      side,
      random.fork('jug'),
      false,
    ),
    ...requested(context, ['cat', 'house', 'lighthouse', 'boat']).map((name) =>
      accent(name, context, [middle + spread * 1.55, shelf + unit * 2], unit * 24),
    ),
    bowl(
      context,
      middle + spread * random.between(-0.1, 0.2),
      shelf + unit * 8,
      unit * random.between(11, 14),
      tone(2),
      side,
    ),
    ...repeat(random.whole(2, 4), (index) =>
      fruit(
        context,
        middle + spread * (1.1 + index * 0.36) * (index % 2 === 0 ? 1 : -1),
        shelf + unit * random.between(6, 13),
        unit * random.between(3.6, 5),
        tone(3 + index),
        side,
      ),
    ),
  )
}

/** A wall in the light of a window, and a table before it. `side`: where the light does not come from. */
function room(context: DrawContext, side: number, edge: number): string {
  const { width, height, unit, palette } = context
  const middle = width / 2
  const wall = mix(palette.skyMid, palette.skyLow, 0.4)
  const table = mix(mix(palette.near, colour(0.55, 0.07, 55), 0.45), palette.far, 0.15)
  return layers(
    linear(
      'wall',
      [side > 0 ? 0 : width, 0],
      [side > 0 ? width : 0, edge],
      [
        [0, lighten(wall, 0.03)],
        [1, mix(wall, palette.far, 0.65)],
      ],
    ),
    rectangle(0, 0, width, edge + 1, { gradient: 'wall' }),
    glow('daylight', [middle - side * width * 0.3, edge * 0.3], unit * 52, palette.light, 0.5),
    window(context, side, edge),
    linear(
      'table',
      [0, edge],
      [0, height],
      [
        [0, lighten(table, 0.07)],
        [1, mix(table, palette.near, 0.5)],
      ],
    ),
    rectangle(0, edge, width, height - edge + 1, { gradient: 'table' }),
    rectangle(0, edge, width, unit * 0.5, palette.light, 0.35),
  )
}

/** The light of a window on the wall: four slanted panes. */
function window(context: DrawContext, side: number, edge: number): string {
  const { width, unit, palette } = context
  const x = width * (side > 0 ? 0.58 : 0.16)
  const w = unit * 12
  const h = edge * 0.27
  return repeat(4, (index) => {
    const px = x + (index % 2) * (w + unit)
    const py = edge * 0.12 + Math.floor(index / 2) * (h + unit)
    return shape(
      `M${n(px)} ${n(py)}l${n(w)} ${n(side * unit * 3)}v${n(h)}l${n(-w)} ${n(-side * unit * 3)}z`,
      palette.light,
      0.28,
    )
  }).join('')
}
