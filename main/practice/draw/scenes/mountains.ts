import { mix } from '../colour.ts'
import { accent, requested } from '../elements/accents.ts'
import { land, ridgeAt, softRidge } from '../elements/land.ts'
import { placeLight, sky } from '../elements/sky.ts'
import { fir } from '../elements/trees.ts'
import { glitter } from '../elements/water.ts'
import { distanceColour } from '../palette.ts'
import type { Random } from '../random.ts'
import type { Scene, DrawContext } from '../context.ts'
import { count, layers, repeat } from '../context.ts'
import { linear, n, rectangle, shape } from '../svg.ts'
import { range } from './peaks.ts'

/** Peaks with snow on them, doubled in a lake or rising behind firs. */
export const mountains: Scene = (context) => {
  const random = context.random.fork('mountains')
  const { width, height, unit } = context
  const lake = context.mood.water || random.chance(0.5)
  const shore = height * (lake ? random.between(0.6, 0.68) : 0.88)
  const light = placeLight(context, shore * 0.6)
  const tall = Math.min(shore * 0.66, width * 0.42)
  const landscape = layers(
    sky(context, shore * 0.95, light),
    range(context, 'far', shore, tall, 0.14),
    range(context, 'middle', shore, tall * random.between(0.6, 0.76), 0.4),
    land(
      context,
      'foothills',
      softRidge(context, random.fork('foothills'), shore - unit * 4, unit * 4, 1.6),
      0.6,
    ),
    woods(context, shore, unit * 6, 0.76, random.fork('woods')),
  )
  const spot = width * random.between(0.3, 0.7)
  const front = softRidge(context, random.fork('front'), height * 0.93, unit * 4, 1.1)
  const stand = lake ? shore : ridgeAt(front, spot)
  const things = requested(context, ['house', 'lighthouse', 'cat']).map((name, index) =>
    accent(
      name,
      context,
      [spot + index * unit * 17, stand + unit * 0.5],
      unit * (name === 'lighthouse' ? 24 : 12),
    ),
  )
  if (lake)
    return layers(
      framed(context, shore, landscape),
      mirror(context, shore, landscape),
      glitter(context, shore, light),
      ...things,
      ...boats(context, spot, shore),
    )
  return layers(
    landscape,
    ...things,
    land(context, 'front', front, 0.96),
    woods(context, height * 0.97, unit * 17, 1, random.fork('near woods')),
  )
}

const framed = (context: DrawContext, high: number, inner: string): string =>
  `<svg width="${n(context.width)}" height="${n(high)}">${inner}</svg>`

/** The world upside down in a lake, a little squeezed, under the colour of the water. */
function mirror(context: DrawContext, shore: number, landscape: string): string {
  const { palette, width, height } = context
  const squeeze = Math.max(0.7, (height - shore) / shore)
  return layers(
    `<svg y="${n(shore)}" width="${n(width)}" height="${n(height - shore)}"><g transform="translate(0 ${n(shore * squeeze)}) scale(1 ${-Math.round(squeeze * 1000) / 1000})">${landscape}</g></svg>`,
    linear(
      'deep',
      [0, shore],
      [0, height],
      [
        [0, mix(palette.skyLow, palette.far, 0.4), 0.35],
        [1, mix(palette.skyTop, palette.near, 0.45), 0.7],
      ],
    ),
    rectangle(0, shore, width, height - shore + 1, { gradient: 'deep' }),
  )
}

const boats = (context: DrawContext, x: number, shore: number): readonly string[] =>
  requested(context, ['boat']).map((name) =>
    accent(name, context, [x, shore + (context.height - shore) * 0.42], context.unit * 15),
  )

function woods(context: DrawContext, y: number, tall: number, nearness: number, random: Random): string {
  const d = repeat(count(context, tall > context.unit * 10 ? 34 : 95), () => {
    const x = random.between(-0.02, 1.02) * context.width
    const bank = 0.5 + 0.5 * Math.abs(Math.sin((x / context.width) * 5 + nearness * 4))
    return fir(x, y + context.unit * random.between(0, 1.2), tall * bank * random.between(0.45, 1.1), random)
  }).join('')
  return shape(d, distanceColour(context.palette, nearness))
}
