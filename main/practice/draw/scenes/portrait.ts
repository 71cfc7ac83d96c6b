import { colour, css, lighten, mix } from '../colour.ts'
import type { Scene, DrawContext } from '../context.ts'
import { layers, repeat } from '../context.ts'
import { disc, line, linear, moved, oval, rectangle, shape } from '../svg.ts'

/** A calm flat-painted bust before a disc of light, drawn on a 200 × 240 board and set into the middle. */
export const portrait: Scene = (context) => {
  const random = context.random.fork('portrait')
  const { width, height, palette, unit } = context
  const scale = Math.min(width / 200, height / 228)
  const left = (width - 200 * scale) / 2
  const disk = [
    width * random.between(0.44, 0.56),
    height * random.between(0.36, 0.44),
    unit * random.between(33, 40),
  ] as const
  return layers(
    linear(
      'wall',
      [0, 0],
      [width * 0.25, height],
      [
        [0, mix(palette.skyTop, palette.skyMid, 0.3)],
        [0.6, palette.skyMid],
        [1, mix(palette.skyMid, palette.far, 0.5)],
      ],
    ),
    rectangle(0, 0, width, height, { gradient: 'wall' }),
    disc(...disk, mix(palette.light, palette.accent, random.pick([0.12, 0.3, 0.75]))),
    fronds(context),
    moved(left, height - 240 * scale, bust(context), scale),
  )
}

/** Leaves that rise from both lower corners, behind the person. */
function fronds(context: DrawContext): string {
  const random = context.random.fork('fronds')
  const { width, height, unit, palette } = context
  return repeat(8, (index) => {
    const side = index % 2 === 0 ? -1 : 1
    const x = width / 2 + side * width * random.between(0.2, 0.5)
    const high = unit * random.between(32, 66)
    const lean = side * unit * random.between(2, 20)
    const tone = mix(palette.far, palette.near, random.between(0.25, 0.75))
    const y = height + unit
    const leaf = `M${x} ${y}Q${x + lean * 0.1 - high * 0.22} ${y - high * 0.55} ${x + lean} ${y - high}Q${x + lean * 0.3 + high * 0.2} ${y - high * 0.45} ${x} ${y}z`
    return (
      shape(leaf, tone, 0.9) +
      line(
        `M${x} ${y}Q${x + lean * 0.25} ${y - high * 0.5} ${x + lean} ${y - high}`,
        lighten(tone, 0.1),
        unit * 0.22,
        0.6,
      )
    )
  }).join('')
}

const skins = [
  colour(0.86, 0.05, 60),
  colour(0.8, 0.07, 58),
  colour(0.7, 0.085, 55),
  colour(0.56, 0.08, 50),
  colour(0.43, 0.065, 45),
] as const
const hairs = [
  colour(0.2, 0.02, 60),
  colour(0.32, 0.06, 45),
  colour(0.52, 0.12, 50),
  colour(0.8, 0.1, 85),
  colour(0.85, 0.015, 250),
  colour(0.28, 0.05, 270),
] as const

function bust(context: DrawContext): string {
  const random = context.random.fork('bust')
  const { palette, mood } = context
  const air = mood.hour === 'night' ? 0.13 : mood.hour === 'dusk' ? 0.1 : 0.04
  const skin = mix(random.pick(skins), palette.skyTop, air)
  const shade = mix(skin, palette.near, 0.22)
  const hair = mix(random.pick(hairs), palette.skyTop, air)
  const cloth =
    mood.tones.length > 0
      ? mix(palette.accent, palette.near, 0.1)
      : random.pick([palette.accent, palette.partner, mix(palette.near, palette.far, 0.3)])
  const ink = mix(hair, palette.near, 0.6)
  const blush = mix(skin, colour(skin.l * 0.88, 0.15, 25), 0.5)
  const style = random.whole(0, 3)
  const tilt = random.between(-5, 5)
  const head = layers(
    hairBehind(style, hair),
    // Neck, then the shadow of the chin on it.
    shape('M83 128L83 178Q100 192 117 178L117 128z', skin),
    shape('M83 140Q100 164 117 136L117 150Q102 174 83 158z', shade, 0.75),
    oval(66, 108, 6.5, 10, shade),
    oval(134, 108, 6.5, 10, shade),
    shape('M66 84Q66 54 100 54Q134 54 134 84L133 112Q129 146 100 153Q71 146 67 112z', skin),
    // The side of the face that is turned away from the light.
    shape('M100 54Q134 54 134 84L133 112Q129 146 100 153Q116 130 113 104Q112 74 100 54z', shade, 0.3),
    oval(80, 124, 9, 6, blush, 0.55),
    oval(120, 124, 9, 6, blush, 0.55),
    eyes(random.chance(0.45), ink, palette.light),
    line('M101 100Q97 114 96 120Q99 124 104 122', mix(shade, ink, 0.3), 1.7),
    shape(
      'M90 135Q96 131.500 100 133.500Q104 131.500 110 135Q100 142.500 90 135z',
      mix(colour(0.55, 0.15, 20), skin, 0.2),
    ),
    line('M90 135Q100 137.500 110 135', ink, 0.8, 0.6),
    hairBefore(style, hair),
    style === 3 ? hat(cloth, ink) : '',
  )
  return layers(
    garment(cloth, context),
    `<g transform="rotate(${tilt.toFixed(1)} 100 165)">${head}</g>`,
    collar(random.whole(0, 2), cloth, palette.light),
    random.chance(0.5)
      ? `<g transform="rotate(${tilt.toFixed(1)} 100 165)">${disc(66, 124, 3, palette.light)}${disc(134, 124, 3, palette.light)}</g>`
      : '',
  )
}

function eyes(closed: boolean, ink: ReturnType<typeof colour>, white: ReturnType<typeof colour>): string {
  const brows = line('M74 92Q82 86.500 90 90.500M110 90.500Q118 86.500 126 92', ink, 2.4)
  if (closed) return brows + line('M75 103Q82 109 90 104M110 104Q118 109 125 103', ink, 2.1)
  const eye = (x: number): string =>
    oval(x, 103.5, 6.8, 4.1, white, 0.95) + disc(x + 0.6, 103.5, 3.5, ink) + disc(x + 1.8, 102.2, 1.1, white)
  return (
    brows + eye(82.5) + eye(117.5) + line('M75 102Q82 97 90 102.500M110 102.500Q118 97 125 102', ink, 1.9)
  )
}

function garment(cloth: ReturnType<typeof colour>, context: DrawContext): string {
  const dark = mix(cloth, context.palette.near, 0.3)
  return layers(
    shape('M12 250Q14 196 58 182Q80 176 84 168L116 168Q120 176 142 182Q186 196 188 250z', cloth),
    shape('M142 182Q186 196 188 250L128 250Q150 214 142 182z', dark, 0.55),
    line('M52 250Q50 220 58 204M148 250Q150 222 142 206', dark, 1.6, 0.7),
  )
}

function collar(kind: number, cloth: ReturnType<typeof colour>, light: ReturnType<typeof colour>): string {
  if (kind === 0) return shape('M80 172Q100 200 120 172L126 180Q100 214 74 180z', lighten(cloth, 0.09))
  if (kind === 1)
    return shape('M78 172L98 196L74 206L66 184zM122 172L102 196L126 206L134 184z', mix(cloth, light, 0.72))
  return repeat(9, (at) => {
    const angle = Math.PI * (0.14 + (0.72 * at) / 8)
    return disc(100 + Math.cos(angle) * 25, 168 + Math.sin(angle) * 19, 2.7, light)
  }).join('')
}

function hairBehind(style: number, hair: ReturnType<typeof colour>): string {
  const dark = css(mix(hair, colour(0.15, 0.02, hair.h), 0.35))
  const long = 'M60 92Q52 40 100 40Q148 40 140 92Q150 150 146 196Q122 206 100 190Q78 206 54 196Q50 150 60 92z'
  const bob = 'M58 94Q50 40 100 40Q150 40 142 94Q150 134 138 148Q100 160 62 148Q50 134 58 94z'
  const bun = 'M62 92Q58 44 100 44Q142 44 138 92L134 118L66 118z'
  const knot = style === 2 ? `<circle cx="100" cy="37" r="17" fill="${dark}"/>` : ''
  return `${knot}<path d="${[long, bob, bun, long][style] ?? long}" fill="${dark}"/>`
}

function hairBefore(style: number, hair: ReturnType<typeof colour>): string {
  const parted = 'M64 100Q58 46 100 45Q142 46 136 100Q134 78 112 64Q92 82 72 84Q66 88 64 100z'
  const fringe = 'M63 96Q58 44 100 44Q142 44 137 96Q135 82 130 78Q115 86 100 79Q85 86 70 78Q65 82 63 96z'
  const swept = 'M65 98Q60 46 100 45Q140 46 135 98Q132 72 100 62Q72 68 65 98z'
  const d = [parted, fringe, swept, parted][style] ?? parted
  return shape(d, hair) + line('M82 54Q96 48 112 54M76 62Q92 52 104 56', lighten(hair, 0.12), 1.5, 0.5)
}

const hat = (cloth: ReturnType<typeof colour>, ink: ReturnType<typeof colour>): string =>
  layers(
    shape('M66 66Q64 18 100 18Q136 18 134 66z', lighten(cloth, 0.05)),
    shape('M66 66Q65 56 66 50Q100 60 134 50Q135 56 134 66z', mix(cloth, ink, 0.6)),
    oval(100, 67, 62, 11, cloth),
    shape('M38 67Q100 90 162 67Q150 79 100 79Q50 79 38 67z', mix(cloth, ink, 0.35), 0.6),
  )
