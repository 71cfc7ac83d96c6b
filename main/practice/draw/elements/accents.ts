import { colour, lighten, mix } from '../colour.ts'
import type { DrawContext } from '../context.ts'
import { count, layers, repeat } from '../context.ts'
import type { Point } from '../svg.ts'
import { disc, glow, line, linear, moved, n, oval, polygon, rectangle, shape } from '../svg.ts'
import type { Accent } from '../words.ts'

/** Small things that a prompt names, standing at a place of the scene; `size` is their height in pixels. */
type Draw = (context: DrawContext, at: Point, size: number) => string

const boat: Draw = ({ palette }, [x, y], size) => {
  const hull = mix(palette.near, colour(0.25, 0.06, 30), 0.5)
  const sail = mix(palette.accent, palette.light, 0.35)
  return moved(
    x,
    y,
    shape('M-44 -8Q-30 10 0 10Q32 10 46 -12Q0 -4 -44 -8z', hull) +
      rectangle(-2, -96, 2.5, 92, hull) +
      shape('M4 -96Q48 -52 40 -18L4 -16z', sail) +
      shape('M-6 -84Q-34 -46 -32 -18L-6 -16z', lighten(palette.accent, -0.06)) +
      shape('M-46 14Q0 8 48 14Q0 22 -46 14z', palette.near, 0.35),
    size / 100,
  )
}

const birds: Draw = ({ palette, random }, [x, y], size) => {
  const flock = random.fork('birds')
  return repeat(flock.whole(4, 7), (index) => {
    const bx = x + size * (index * 0.5 + flock.between(-0.3, 0.3))
    const by = y + size * (flock.between(-0.35, 0.35) - index * 0.12)
    const w = size * flock.between(0.13, 0.24)
    const d = `M${n(bx - w)} ${n(by - w * 0.35)}Q${n(bx - w * 0.45)} ${n(by - w * 0.62)} ${n(bx)} ${n(by)}Q${n(bx + w * 0.45)} ${n(by - w * 0.62)} ${n(bx + w)} ${n(by - w * 0.35)}`
    return line(d, palette.near, Math.max(1, size * 0.022), 0.85)
  }).join('')
}

const cat: Draw = ({ palette }, [x, y], size) => {
  const fur = mix(palette.near, colour(0.14, 0.02, 300), 0.55)
  return moved(
    x,
    y,
    layers(
      line('M24 -6Q62 -2 56 -34Q52 -52 64 -58', fur, 8),
      shape('M-26 0Q-34 -44 -14 -60Q0 -68 14 -60Q36 -40 28 0z', fur),
      oval(0, -72, 21, 18, fur),
      shape('M-20 -76L-20 -101L-4 -87zM20 -76L20 -101L4 -87z', fur),
      oval(-8, -73, 3.6, 4.6, palette.accent),
      oval(8, -73, 3.6, 4.6, palette.accent),
      oval(-8, -73, 1.1, 4, fur),
      oval(8, -73, 1.1, 4, fur),
    ),
    size / 100,
  )
}

const house: Draw = ({ palette, mood }, [x, y], size) => {
  const dim = mood.hour === 'night' ? 0.62 : mood.hour === 'dusk' ? 0.4 : 0.12
  const wall = mix(mix(palette.light, palette.skyLow, 0.3), palette.near, dim)
  const roof = mix(palette.accent, palette.near, dim * 0.7)
  const lit = dim > 0.3
  const pane = lit ? palette.light : mix(palette.near, palette.far, 0.3)
  return moved(
    x,
    y,
    layers(
      rectangle(-45, -48, 90, 50, wall),
      rectangle(18, -48, 27, 50, palette.near, 0.14),
      rectangle(20, -92, 12, 26, mix(roof, palette.near, 0.4)),
      shape('M-56 -46L-30 -88L34 -88L58 -46z', roof),
      rectangle(-32, -34, 15, 16, pane),
      rectangle(22, -34, 15, 16, pane),
      rectangle(-7, -28, 15, 30, mix(roof, palette.near, 0.55)),
      lit ? glow('hearth', [-25, -26], 34, palette.light, 0.5) : '',
    ),
    size / 100,
  )
}

const lighthouse: Draw = ({ palette, mood }, [x, y], size) => {
  const dark = mood.hour === 'night' || mood.hour === 'dusk'
  const wall = mix(mix(palette.light, palette.skyLow, 0.25), palette.near, dark ? 0.42 : 0.06)
  const band = mix(palette.accent, palette.near, dark ? 0.25 : 0)
  return moved(
    x,
    y,
    layers(
      dark
        ? linear(
            'beam',
            [-190, 0],
            [190, 0],
            [
              [0, palette.light, 0],
              [0.5, palette.light, 0.5],
              [1, palette.light, 0],
            ],
          ) + shape('M0 -106L190 -150L190 -84zM0 -106L-190 -138L-190 -80z', { gradient: 'beam' })
        : '',
      polygonShape(
        [
          [-13, 0],
          [-9, -92],
          [9, -92],
          [13, 0],
        ],
        wall,
      ),
      polygonShape(
        [
          [-12, -22],
          [-11, -42],
          [11, -42],
          [12, -22],
        ],
        band,
      ),
      polygonShape(
        [
          [-10, -62],
          [-9.4, -80],
          [9.4, -80],
          [10, -62],
        ],
        band,
      ),
      rectangle(-13, -95, 26, 4, palette.near),
      rectangle(-7, -111, 14, 16, dark ? palette.light : mix(palette.skyTop, palette.light, 0.4)),
      shape('M-10 -110Q0 -126 10 -110z', palette.near),
      dark ? glow('lamp', [0, -103], 42, palette.light, 0.85) : '',
    ),
    size / 100,
  )
}

const balloon: Draw = ({ palette }, [x, y], size) => {
  const stripe = lighten(palette.partner, 0.04)
  return moved(
    x,
    y,
    layers(
      line('M-10 -34L-5 -14M10 -34L5 -14', palette.near, 1.2),
      shape('M-34 -68A34 34 0 1 1 34 -68Q30 -46 9 -32L-9 -32Q-30 -46 -34 -68z', palette.accent),
      shape('M-14 -99Q-26 -66 -5 -32L5 -32Q26 -66 14 -99Q0 -106 -14 -99z', stripe),
      shape('M-5 -101.500Q-9 -66 -2 -32L2 -32Q9 -66 5 -101.500z', palette.accent),
      shape('M12 -98Q34 -88 33 -64Q28 -44 9 -32Q26 -60 12 -98z', palette.near, 0.16),
      rectangle(-7, -15, 14, 10, mix(palette.near, colour(0.4, 0.07, 50), 0.5)),
    ),
    size / 100,
  )
}

const rain: Draw = (context) => {
  const random = context.random.fork('rain')
  const d = repeat(count(context, 150), () => {
    const long = context.unit * random.between(2.5, 6)
    return `M${n(random.between(0, 1.1) * context.width)} ${n(random.between(-0.05, 1) * context.height)}l${n(-long * 0.22)} ${n(long)}`
  }).join('')
  return line(d, mix(context.palette.light, context.palette.skyMid, 0.4), context.unit * 0.16, 0.42)
}

const snow: Draw = (context) => {
  const random = context.random.fork('snow')
  return repeat(count(context, 170), () =>
    disc(
      random.next() * context.width,
      random.next() * context.height,
      context.unit * random.between(0.15, 0.62) * random.between(0.6, 1.1),
      colour(0.985, 0.008, 240),
      random.between(0.45, 0.9),
    ),
  ).join('')
}

const polygonShape = (points: readonly Point[], fill: Parameters<typeof shape>[1]): string =>
  shape(polygon(points), fill)

const drawings: { readonly [accent in Accent]: Draw } = {
  boat,
  birds,
  cat,
  house,
  lighthouse,
  balloon,
  rain,
  snow,
}

/** One accent at a place of the scene; `size` is its height in pixels. Weather fills the picture wherever it is put. */
export const accent = (name: Accent, context: DrawContext, at: Point, size: number): string =>
  drawings[name](context, at, size)

/** The accents that a scene puts in one place: those of `names` that the prompt asks for. */
export const requested = (context: DrawContext, names: readonly Accent[]): readonly Accent[] =>
  names.filter((name) => context.mood.accents.includes(name))
