import { createDrawContext, layers } from './context.ts'
import { accent, requested } from './elements/accents.ts'
import type { Box } from './inpaint.ts'
import { colour, mix } from './colour.ts'
import type { Mood } from './mood.ts'
import type { Palette } from './palette.ts'
import type { Subject } from './paint.ts'
import { readSubject } from './paint.ts'
import type { Pixels } from './pixels.ts'
import { overlaySvg } from './pixels.ts'
import { createRandom } from './random.ts'
import { moved, picture, shape } from './svg.ts'

/** The height of each thing above its place, as a share of the size that it is drawn at. */
const HEIGHTS = { lighthouse: 1.3, house: 0.95, boat: 1.02, balloon: 1.1, cat: 1.05 } as const
type Thing = keyof typeof HEIGHTS
const THINGS: readonly Thing[] = ['lighthouse', 'house', 'boat', 'balloon', 'cat']

/** A rock below what stands on land, as a part of a size of 100. */
const ROCK = 'M-46 22Q-40 4 -24 2Q-12 -8 4 -5Q22 -6 30 6Q44 10 50 22z'
const ROCK_LIGHT = 'M-24 2Q-12 -8 4 -5Q14 -6 20 -2Q2 0 -8 10Q-18 4 -24 2z'

/**
 * A thing that the prompt names, standing in what the opening shows already: a part of the source, as large as `box`.
 * Null if the prompt names none of those that can be drawn by themselves.
 */
export async function paintThing(subject: Subject, source: Pixels, box: Box): Promise<Pixels | null> {
  const { mood, palette: general } = readSubject(subject)
  const palette = paletteOfThing(mood, general)
  const random = createRandom(`${subject.prompt}|${subject.seed}|${subject.index}|thing`)
  const context = createDrawContext(box, subject.detail, mood, palette, random)
  // The cast is sound: what is requested is one of those that were asked for.
  const [thing] = requested(context, THINGS) as readonly Thing[]
  if (thing === undefined) return null
  const stands = thing === 'lighthouse' || thing === 'house'
  const foot = stands ? 0.2 : 0.16
  const size =
    Math.min(box.height / (HEIGHTS[thing] + foot + 0.08), box.width * (thing === 'lighthouse' ? 1.1 : 0.9)) *
    random.between(0.9, 1)
  const x = box.width * random.between(0.46, 0.54)
  const y = box.height - size * foot
  const rock = mix(palette.near, palette.far, 0.12)
  return overlaySvg(
    part(source, box),
    picture(
      box.width,
      box.height,
      layers(
        stands
          ? moved(
              x,
              y,
              layers(shape(ROCK, rock), shape(ROCK_LIGHT, mix(rock, palette.light, 0.22))),
              (size / 100) * random.between(0.9, 1.15),
            )
          : '',
        accent(thing, context, [x, y], size),
      ),
    ),
  )
}

/** A colour that is asked for is that of the thing, not of a whole scene around it. */
function paletteOfThing({ tones }: Mood, palette: Palette): Palette {
  const [tone] = tones
  if (tone === undefined) return palette
  const { accent } = palette
  return {
    ...palette,
    near: colour(0.27, 0.03, 230),
    far: colour(0.5, 0.03, 220),
    light: colour(0.97, 0.025, 90),
    accent: colour(Math.min(0.62, accent.l), 0.13 * tone.chroma, tone.hue),
  }
}

function part(source: Pixels, { left, top, width, height }: Box): Pixels {
  const data = new Uint8Array(width * height * 4)
  for (let row = 0; row < height; row += 1) {
    const from = ((top + row) * source.width + left) * 4
    data.set(source.data.subarray(from, from + width * 4), row * width * 4)
  }
  return { width, height, data }
}
