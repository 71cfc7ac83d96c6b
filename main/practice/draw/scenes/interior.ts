import { colour, lighten, mix } from '../colour.ts'
import { accent, requested } from '../elements/accents.ts'
import { leafColour } from '../elements/trees.ts'
import type { Scene, DrawContext } from '../context.ts'
import { layers, repeat } from '../context.ts'
import { glow, line, linear, n, oval, polygon, rectangle, shape } from '../svg.ts'
import { hills } from './hills.ts'

/** A quiet room with a view: window, sofa, lamp, plant, and the light that falls on the floor. */
export const interior: Scene = (context) => {
  const random = context.random.fork('interior')
  const { width, height, unit, palette, mood } = context
  const dark = mood.hour === 'night' || mood.hour === 'dusk'
  const floor = height * random.between(0.74, 0.8)
  const wall = mix(mix(palette.skyMid, palette.light, 0.55), palette.near, dark ? 0.5 : 0.04)
  const boards = mix(mix(palette.near, colour(0.62, 0.07, 60), 0.6), palette.near, dark ? 0.4 : 0)
  const left = random.chance(0.5)
  const w = Math.min(width * 0.56, unit * random.between(50, 66))
  const h = (floor - unit * 16) * random.between(0.7, 0.82)
  const x = left ? width * 0.08 : width * 0.92 - w
  const y = floor * 0.09
  const seat = left ? width * 0.6 : width * 0.4
  return layers(
    linear(
      'plaster',
      [left ? 0 : width, 0],
      [left ? width : 0, height],
      [
        [0, lighten(wall, 0.04)],
        [1, mix(wall, palette.far, 0.45)],
      ],
    ),
    rectangle(0, 0, width, height, { gradient: 'plaster' }),
    view(context, x, y, w, h),
    linear(
      'boards',
      [0, floor],
      [0, height],
      [
        [0, mix(boards, palette.far, 0.25)],
        [1, boards],
      ],
    ),
    rectangle(0, floor, width, height - floor + 1, { gradient: 'boards' }),
    rectangle(0, floor - unit * 1.4, width, unit * 1.4, lighten(wall, 0.05)),
    floorLines(context, floor),
    dark
      ? ''
      : shape(
          polygon([
            [x, floor],
            [x + w, floor],
            [x + w + (left ? 1 : -1) * unit * 26, height],
            [x + (left ? 1 : -1) * unit * 18, height],
          ]),
          palette.light,
          0.28,
        ),
    lamp(context, left ? width * 0.93 : width * 0.07, floor + unit * 2, dark),
    sofa(context, seat, floor + unit * 8, unit * random.between(46, 54)),
    plant(context, left ? width * 0.1 : width * 0.9, floor + unit * 10, unit * random.between(34, 44)),
    ...requested(context, ['cat', 'house', 'boat', 'lighthouse']).map((name) =>
      accent(name, context, [seat - (left ? -1 : 1) * unit * 8, floor - unit * 2], unit * 15),
    ),
  )
}

function view(context: DrawContext, x: number, y: number, w: number, h: number): string {
  const { unit, palette, random, mood } = context
  const inner = hills({
    ...context,
    width: w,
    height: h,
    unit: Math.min(w, h) / 100,
    random: random.fork('view'),
    mood: { ...mood, accents: [] },
  })
  const frame = mix(palette.near, colour(0.35, 0.04, 55), 0.3)
  const bar = unit * 1.1
  return layers(
    `<svg x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}">${inner}</svg>`,
    line(`M${n(x)} ${n(y)}h${n(w)}v${n(h)}h${n(-w)}z`, frame, bar * 1.4),
    line(
      `M${n(x + w / 3)} ${n(y)}v${n(h)}M${n(x + (w * 2) / 3)} ${n(y)}v${n(h)}M${n(x)} ${n(y + h * 0.3)}h${n(w)}`,
      frame,
      bar * 0.7,
    ),
    rectangle(x - unit * 2, y + h + bar * 0.4, w + unit * 4, unit * 1.8, lighten(frame, 0.12)),
    ...[x - unit * 3, x + w - unit * 5].map((at, side) =>
      repeat(4, (fold) => {
        const fx = at + fold * unit * 2
        return shape(
          `M${n(fx)} ${n(y - unit * 2)}h${n(unit * 2.1)}Q${n(fx + unit * (side === 0 ? 1.2 : 3))} ${n(y + h * 0.6)} ${n(fx + unit * 2.4)} ${n(y + h + unit * 9)}h${n(-unit * 2.4)}z`,
          mix(mix(palette.partner, palette.light, 0.55), palette.near, 0.06 + (fold % 2) * 0.09),
          0.95,
        )
      }).join(''),
    ),
  )
}

function floorLines(context: DrawContext, floor: number): string {
  const { width, height, unit } = context
  const d = repeat(13, (index) => {
    const share = index / 12 - 0.5
    return `M${n(width / 2 + share * width * 1.05)} ${n(floor)}L${n(width / 2 + share * width * 2.1)} ${n(height)}`
  }).join('')
  return line(d, context.palette.near, unit * 0.2, 0.22)
}

function sofa(context: DrawContext, x: number, y: number, wide: number): string {
  const { palette } = context
  const cloth =
    context.mood.tones.length > 0
      ? palette.accent
      : context.random
          .fork('sofa')
          .pick([palette.accent, palette.partner, mix(palette.far, palette.near, 0.4)])
  const dark = mix(cloth, palette.near, 0.35)
  const h = wide * 0.38
  const box = (bx: number, by: number, bw: number, bh: number, r: number, fill: typeof cloth): string =>
    shape(
      `M${n(bx + r)} ${n(by)}h${n(bw - 2 * r)}q${n(r)} 0 ${n(r)} ${n(r)}v${n(bh - r)}h${n(-bw)}v${n(-(bh - r))}q0 ${n(-r)} ${n(r)} ${n(-r)}z`,
      fill,
    )
  const cushion = mix(palette.light, palette.accent, 0.35)
  return layers(
    oval(x, y + h * 0.07, wide * 0.55, h * 0.12, palette.near, 0.28),
    line(
      `M${n(x - wide * 0.42)} ${n(y - h * 0.1)}v${n(h * 0.18)}M${n(x + wide * 0.42)} ${n(y - h * 0.1)}v${n(h * 0.18)}`,
      palette.near,
      wide * 0.018,
    ),
    box(x - wide * 0.46, y - h, wide * 0.92, h * 0.75, wide * 0.05, mix(cloth, palette.near, 0.12)),
    line(`M${n(x)} ${n(y - h * 0.97)}v${n(h * 0.5)}`, dark, wide * 0.008),
    turnedCushion(x - wide * 0.3, y - h * 0.68, wide * 0.15, cushion, -12),
    turnedCushion(x + wide * 0.31, y - h * 0.66, wide * 0.14, mix(palette.partner, palette.light, 0.3), 14),
    box(x - wide * 0.44, y - h * 0.5, wide * 0.435, h * 0.28, wide * 0.025, lighten(cloth, 0.045)),
    box(x + wide * 0.005, y - h * 0.5, wide * 0.435, h * 0.28, wide * 0.025, lighten(cloth, 0.045)),
    box(x - wide * 0.5, y - h * 0.66, wide * 0.1, h * 0.64, wide * 0.045, cloth),
    box(x + wide * 0.4, y - h * 0.66, wide * 0.1, h * 0.64, wide * 0.045, dark),
    rectangle(x - wide * 0.42, y - h * 0.24, wide * 0.84, h * 0.2, mix(cloth, palette.near, 0.22)),
  )
}

const turnedCushion = (
  x: number,
  y: number,
  size: number,
  fill: ReturnType<typeof colour>,
  degrees: number,
): string =>
  `<g transform="rotate(${degrees} ${n(x)} ${n(y)})">${shape(`M${n(x - size / 2)} ${n(y - size / 2)}q${n(size / 2)} ${n(size * 0.1)} ${n(size)} 0q${n(-size * 0.1)} ${n(size / 2)} 0 ${n(size)}q${n(-size / 2)} ${n(-size * 0.1)} ${n(-size)} 0q${n(size * 0.1)} ${n(-size / 2)} 0 ${n(-size)}z`, fill)}</g>`

function lamp(context: DrawContext, x: number, y: number, lit: boolean): string {
  const { unit, palette } = context
  const top = y - unit * 46
  return layers(
    line(
      `M${n(x)} ${n(y)}V${n(top + unit * 6)}M${n(x - unit * 4)} ${n(y)}h${n(unit * 8)}`,
      palette.near,
      unit * 0.7,
    ),
    lit ? glow('lamplight', [x, top + unit * 4], unit * 26, palette.light, 0.7) : '',
    shape(
      `M${n(x - unit * 3.4)} ${n(top - unit * 2)}h${n(unit * 6.8)}l${n(unit * 3)} ${n(unit * 9.5)}h${n(-unit * 12.8)}z`,
      lit ? palette.light : mix(palette.light, palette.accent, 0.4),
    ),
  )
}

function plant(context: DrawContext, x: number, y: number, high: number): string {
  const random = context.random.fork('plant')
  const { palette } = context
  const leaf = leafColour(context, random)
  const pot = mix(palette.accent, colour(0.55, 0.1, 45), 0.4)
  const leaves = repeat(11, () => {
    const angle = -Math.PI / 2 + random.between(-1.15, 1.15)
    const long = high * random.between(0.5, 0.82)
    const [tx, ty] = [x + Math.cos(angle) * long * 0.75, y - high * 0.22 + Math.sin(angle) * long]
    const bend = (tx - x) * 0.25
    const d = `M${n(x)} ${n(y - high * 0.2)}Q${n(x + bend - high * 0.08)} ${n((y + ty) / 2 - high * 0.12)} ${n(tx)} ${n(ty)}Q${n(x + bend + high * 0.1)} ${n((y + ty) / 2 - high * 0.04)} ${n(x)} ${n(y - high * 0.2)}z`
    return shape(d, mix(leaf, palette.near, random.between(0, 0.45)))
  }).join('')
  return (
    oval(x, y, high * 0.16, high * 0.035, palette.near, 0.3) +
    leaves +
    shape(
      `M${n(x - high * 0.13)} ${n(y - high * 0.25)}h${n(high * 0.26)}l${n(-high * 0.035)} ${n(high * 0.25)}h${n(-high * 0.19)}z`,
      pot,
    )
  )
}
