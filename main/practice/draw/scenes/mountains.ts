import { mix } from '../colour.ts'
import { accent, asked } from '../elements/accents.ts'
import { land, ridgeAt, softRidge } from '../elements/land.ts'
import { placeLight, sky } from '../elements/sky.ts'
import { fir } from '../elements/trees.ts'
import { glitter } from '../elements/water.ts'
import { distanceColour } from '../palette.ts'
import type { Random } from '../random.ts'
import type { Scene, Stage } from '../stage.ts'
import { count, layers, repeat } from '../stage.ts'
import { linear, n, rectangle, shape } from '../svg.ts'
import { range } from './peaks.ts'

/** Peaks with snow on them, doubled in a lake or rising behind firs. */
export const mountains: Scene = (stage) => {
  const random = stage.random.fork('mountains')
  const { width, height, unit } = stage
  const lake = stage.mood.water || random.chance(0.5)
  const shore = height * (lake ? random.between(0.6, 0.68) : 0.88)
  const light = placeLight(stage, shore * 0.6)
  const tall = Math.min(shore * 0.66, width * 0.42)
  const world = layers(
    sky(stage, shore * 0.95, light),
    range(stage, 'far', shore, tall, 0.14),
    range(stage, 'middle', shore, tall * random.between(0.6, 0.76), 0.4),
    land(
      stage,
      'foothills',
      softRidge(stage, random.fork('foothills'), shore - unit * 4, unit * 4, 1.6),
      0.6,
    ),
    woods(stage, shore, unit * 6, 0.76, random.fork('woods')),
  )
  const spot = width * random.between(0.3, 0.7)
  const front = softRidge(stage, random.fork('front'), height * 0.93, unit * 4, 1.1)
  const stand = lake ? shore : ridgeAt(front, spot)
  const things = asked(stage, ['house', 'lighthouse', 'cat']).map((name, place) =>
    accent(
      name,
      stage,
      [spot + place * unit * 17, stand + unit * 0.5],
      unit * (name === 'lighthouse' ? 24 : 12),
    ),
  )
  if (lake)
    return layers(
      framed(stage, shore, world),
      mirror(stage, shore, world),
      glitter(stage, shore, light),
      ...things,
      ...boats(stage, spot, shore),
    )
  return layers(
    world,
    ...things,
    land(stage, 'front', front, 0.96),
    woods(stage, height * 0.97, unit * 17, 1, random.fork('near woods')),
  )
}

const framed = (stage: Stage, high: number, inner: string): string =>
  `<svg width="${n(stage.width)}" height="${n(high)}">${inner}</svg>`

/** The world upside down in a lake, a little squeezed, under the colour of the water. */
function mirror(stage: Stage, shore: number, world: string): string {
  const { palette, width, height } = stage
  const squeeze = Math.max(0.7, (height - shore) / shore)
  return layers(
    `<svg y="${n(shore)}" width="${n(width)}" height="${n(height - shore)}"><g transform="translate(0 ${n(shore * squeeze)}) scale(1 ${-Math.round(squeeze * 1000) / 1000})">${world}</g></svg>`,
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

const boats = (stage: Stage, x: number, shore: number): readonly string[] =>
  asked(stage, ['boat']).map((name) =>
    accent(name, stage, [x, shore + (stage.height - shore) * 0.42], stage.unit * 15),
  )

function woods(stage: Stage, y: number, tall: number, nearness: number, random: Random): string {
  const d = repeat(count(stage, tall > stage.unit * 10 ? 34 : 95), () => {
    const x = random.between(-0.02, 1.02) * stage.width
    const bank = 0.5 + 0.5 * Math.abs(Math.sin((x / stage.width) * 5 + nearness * 4))
    return fir(x, y + stage.unit * random.between(0, 1.2), tall * bank * random.between(0.45, 1.1), random)
  }).join('')
  return shape(d, distanceColour(stage.palette, nearness))
}
