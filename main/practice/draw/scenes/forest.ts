import { colour, lighten, mix } from '../colour.ts'
import { accent, requested } from '../elements/accents.ts'
import { below, land, softRidge } from '../elements/land.ts'
import { placeLight, stars } from '../elements/sky.ts'
import { fir, leafColour } from '../elements/trees.ts'
import { distanceColour } from '../palette.ts'
import type { Random } from '../random.ts'
import type { Scene, DrawContext } from '../context.ts'
import { count, layers, repeat } from '../context.ts'
import { disc, discPath, glow, linear, n, polygon, rectangle, shape } from '../svg.ts'

/** Trees in mist, row behind row: trunks under leaves, or firs. */
export const forest: Scene = (context) => {
  const random = context.random.fork('forest')
  const { width, height, unit, palette, mood } = context
  const light = placeLight(context, height * 0.62)
  const firs = mood.season === 'winter' || (mood.season === null && random.chance(0.5))
  const rows = repeat(5, (index) => (firs ? firRow(context, index) : trunkRow(context, index)))
  const spot = width * random.between(0.32, 0.68)
  return layers(
    linear(
      'air',
      [0, 0],
      [0, height],
      [
        [0, mix(palette.skyTop, palette.skyMid, firs ? 0.1 : 0.5)],
        [0.5, mix(palette.skyMid, palette.skyLow, 0.4)],
        [0.85, palette.skyLow],
      ],
    ),
    rectangle(0, 0, width, height, { gradient: 'air' }),
    mood.hour === 'night' ? stars(context, height * 0.5) : '',
    glow('halo', light.at, unit * 42, palette.light, 0.75),
    disc(light.at[0], light.at[1], light.radius, palette.light, 0.92),
    ...rows.slice(0, 3),
    mood.hour === 'night' ? '' : shafts(context, light.at[0], random.fork('shafts')),
    ...rows.slice(3),
    ...requested(context, ['house', 'cat', 'lighthouse']).map((name, index) =>
      accent(
        name,
        context,
        [spot + index * unit * 20, height * 0.95],
        unit * (name === 'lighthouse' ? 34 : 20),
      ),
    ),
    mood.hour === 'night' || mood.hour === 'dusk' ? fireflies(context, random.fork('fireflies')) : '',
  )
}

function firRow(context: DrawContext, index: number): string {
  const random = context.random.fork(`firs ${index}`)
  const { width, height, unit, palette } = context
  const nearness = (index + 0.5) / 5
  const y = height * (0.56 + index * 0.11)
  const tall = unit * (13 + index * 12.5)
  const gap = unit * (3.4 + index * 4.2)
  const d = repeat(Math.ceil((width / gap) * Math.min(1.2, context.detail)) + 2, (at) =>
    fir(
      (at - 0.5 + random.between(-0.4, 0.4)) * gap,
      y + unit * random.between(0, 3),
      tall * random.between(0.5, 1.12),
      random,
    ),
  ).join('')
  const floor = softRidge(context, random, y, unit * 3, 1.3)
  const white = mix(colour(0.96, 0.012, 240), palette.skyMid, 0.55 - nearness * 0.4)
  const background =
    context.mood.season === 'winter'
      ? shape(below(floor, height + 2), white)
      : land(context, `floor${index}`, floor, nearness)
  return shape(d, distanceColour(palette, nearness)) + background
}

function trunkRow(context: DrawContext, index: number): string {
  const random = context.random.fork(`trunks ${index}`)
  const { width, height, unit, palette } = context
  const nearness = (index + 0.4) / 5
  const tone = distanceColour(palette, nearness)
  const thick = unit * (0.9 + index ** 1.5 * 0.75)
  const foot = height * (0.6 + index * 0.09)
  const amount = Math.max(3, Math.round((14 - index * 2.4) * (width / unit / 115)))
  const trunks = repeat(amount, (at) => {
    const x = ((at + random.between(0.1, 0.9)) / amount) * width
    const lean = random.between(-0.03, 0.03) * height
    const wide = thick * random.between(0.7, 1.3)
    return `M${n(x - wide * 0.4 + lean)} ${n(-10)}Q${n(x - wide * 0.3)} ${n(foot * 0.5)} ${n(x - wide)} ${n(foot + unit * 4)}L${n(x + wide)} ${n(foot + unit * 4)}Q${n(x + wide * 0.3)} ${n(foot * 0.5)} ${n(x + wide * 0.4 + lean)} ${n(-10)}z`
  }).join('')
  const leaf = mix(leafColour(context, random), tone, 0.6 - nearness * 0.45)
  const crown = (size: number, low: number): string =>
    repeat(count(context, 46), () =>
      discPath(
        random.next() * width,
        random.next() ** 1.7 * height * low,
        unit * random.between(2.4, 6.4) * size,
      ),
    ).join('')
  return layers(
    shape(trunks, tone),
    shape(crown(0.8 + index * 0.14, 0.42 - index * 0.05), leaf, 0.55),
    shape(crown(0.5 + index * 0.08, 0.36 - index * 0.05), lighten(leaf, 0.06), 0.5),
    land(context, `floor${index}`, softRidge(context, random, foot, unit * 3.2, 1.2), nearness),
  )
}

/** Beams that fall from the light through the trees. */
function shafts(context: DrawContext, x: number, random: Random): string {
  const { width, height, unit, palette } = context
  return repeat(5, () => {
    const lean = random.between(-0.55, 0.55) * width
    const wide = unit * random.between(4, 12)
    const beam = polygon([
      [x + lean * 0.2, -10],
      [x + lean * 0.2 + wide * 0.35, -10],
      [x + lean + wide, height],
      [x + lean - wide * 0.3, height],
    ])
    return shape(beam, palette.light, random.between(0.05, 0.13))
  }).join('')
}

function fireflies(context: DrawContext, random: Random): string {
  const { width, height, unit, palette } = context
  const d = repeat(count(context, 34), () => ({
    x: random.next() * width,
    y: height * random.between(0.45, 0.97),
    r: unit * random.between(0.2, 0.42),
  }))
  return (
    shape(d.map((fly) => discPath(fly.x, fly.y, fly.r * 3)).join(''), palette.accent, 0.16) +
    shape(d.map((fly) => discPath(fly.x, fly.y, fly.r)).join(''), lighten(palette.accent, 0.1), 0.95)
  )
}
