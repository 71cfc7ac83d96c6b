import { lighten, mix } from '../colour.ts'
import { accent, requested } from '../elements/accents.ts'
import { placeLight, sky } from '../elements/sky.ts'
import { glitter } from '../elements/water.ts'
import { distanceColour } from '../palette.ts'
import type { Random } from '../random.ts'
import type { Scene, DrawContext } from '../context.ts'
import { layers, repeat } from '../context.ts'
import { line, linear, n, rectangle, shape } from '../svg.ts'

/** A skyline in rows, its windows lit in the dark, doubled in a river. */
export const city: Scene = (context) => {
  const random = context.random.fork('city')
  const { width, height, unit, palette } = context
  const quay = height * random.between(0.74, 0.86)
  const light = placeLight(context, quay * 0.66)
  const rows = layers(...repeat(4, (index) => row(context, index, quay)))
  const mirror = layers(
    `<g transform="translate(0 ${n(quay * 1.55)}) scale(1 -0.55)">${rows}</g>`,
    linear(
      'river',
      [0, quay],
      [0, height],
      [
        [0, mix(palette.skyLow, palette.near, 0.4), 0.35],
        [1, mix(palette.skyTop, palette.near, 0.7), 0.92],
      ],
    ),
    rectangle(0, quay, width, height - quay + 1, { gradient: 'river' }),
  )
  return layers(
    sky(context, quay, light),
    `<svg x="0" y="0" width="${n(width)}" height="${n(height)}">${mirror}</svg>`,
    `<svg x="0" y="0" width="${n(width)}" height="${n(quay)}">${sky(context, quay, light)}${rows}</svg>`,
    glitter(context, quay, light),
    rectangle(0, quay - unit * 0.5, width, unit * 1.1, palette.near),
    ...requested(context, ['cat', 'house', 'lighthouse', 'boat']).map((name, index) =>
      accent(
        name,
        context,
        [width * (0.24 + index * 0.2), name === 'boat' ? quay + unit * 5 : quay],
        unit * (name === 'lighthouse' ? 34 : 17),
      ),
    ),
  )
}

function row(context: DrawContext, index: number, quay: number): string {
  const random = context.random.fork(`row ${index}`)
  const { width, unit, height, palette, mood } = context
  const nearness = (index + 0.4) / 4
  const tone = distanceColour(palette, nearness)
  const tallest = quay * (0.78 - index * 0.13)
  const parts = { walls: '', sides: '', lit: '', dull: '', masts: '' }
  for (let x = -unit * random.between(0, 8); x < width;) {
    const wide = unit * random.between(5, 12) * (0.8 + index * 0.22)
    const centre = 1 - Math.abs((x + wide / 2) / width - 0.5) * 0.9
    const high = Math.max(
      unit * 5,
      tallest * random.between(0.32, 1) * centre * Math.min(1, height / width + 0.15),
    )
    const top = quay - high
    parts.walls += roof(x, top, wide, quay, random)
    parts.sides += `M${n(x + wide * 0.68)} ${n(top)}h${n(wide * 0.32)}V${n(quay)}h${n(-wide * 0.32)}z`
    if (random.chance(0.24)) parts.masts += `M${n(x + wide / 2)} ${n(top)}v${n(-unit * random.between(3, 9))}`
    const panes = windows(context, x, top, wide, quay, random, index)
    parts.lit += panes.lit
    parts.dull += panes.dull
    x += wide + (random.chance(0.3) ? unit * random.between(0, 3) : -unit * 0.2)
  }
  const dark = mood.hour === 'night' || mood.hour === 'dusk'
  return layers(
    linear(
      `row${index}`,
      [0, quay - tallest],
      [0, quay],
      [
        [0, tone],
        [1, mix(tone, palette.skyLow, 0.42 * (1 - nearness * 0.75))],
      ],
    ),
    line(parts.masts, tone, unit * 0.3),
    shape(parts.walls, { gradient: `row${index}` }),
    shape(parts.sides, palette.near, 0.16),
    shape(
      parts.dull,
      dark ? lighten(tone, 0.05) : mix(palette.skyTop, palette.light, 0.25),
      dark ? 0.8 : 0.3,
    ),
    shape(
      parts.lit,
      dark ? mix(palette.accent, palette.light, random.between(0.15, 0.5)) : lighten(palette.skyLow, 0.03),
      dark ? 0.92 : 0.4,
    ),
  )
}

function roof(x: number, top: number, wide: number, quay: number, random: Random): string {
  const flat = `M${n(x)} ${n(quay)}V${n(top)}`
  const end = `V${n(quay)}z`
  const rise = wide * random.between(0.12, 0.5)
  switch (random.whole(0, 5)) {
    case 0:
      return `${flat}l${n(wide / 2)} ${n(-rise)}l${n(wide / 2)} ${n(rise)}${end}`
    case 1:
      return `${flat}l${n(wide)} ${n(-rise)}${end}`
    case 2:
      return `${flat}h${n(wide * 0.2)}v${n(-rise)}h${n(wide * 0.6)}v${n(rise)}h${n(wide * 0.2)}${end}`
    case 3:
      return `${flat}q${n(wide / 2)} ${n(-rise * 1.6)} ${n(wide)} 0${end}`
    default:
      return `${flat}h${n(wide)}${end}`
  }
}

function windows(
  context: DrawContext,
  x: number,
  top: number,
  wide: number,
  quay: number,
  random: Random,
  index: number,
): { lit: string; dull: string } {
  const { unit, mood } = context
  const pane = unit * (0.5 + index * 0.13)
  const across = Math.floor((wide - pane) / (pane * 2.1))
  const down = Math.min(34, Math.floor((quay - top - pane * 2) / (pane * 2.9)))
  const busy = (mood.hour === 'night' ? 0.5 : 0.32) * context.detail * random.between(0.3, 1.2)
  const found = { lit: '', dull: '' }
  for (let floor = 0; floor < down; floor += 1) {
    for (let column = 0; column < across; column += 1) {
      const roll = random.next()
      if (roll > 0.82) continue
      const d = `M${n(x + pane * 1.1 + column * pane * 2.1)} ${n(top + pane * 1.8 + floor * pane * 2.9)}h${n(pane)}v${n(pane * 1.5)}h${n(-pane)}z`
      if (roll < busy) found.lit += d
      else found.dull += d
    }
  }
  return found
}
