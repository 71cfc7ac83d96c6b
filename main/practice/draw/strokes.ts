import type { Mood } from './mood.ts'
import type { Palette } from './palette.ts'
import { ramp } from './palette.ts'
import { along, toRgb } from './colour.ts'
import type { Rgb } from './colour.ts'
import type { Pixels, Size } from './pixels.ts'
import { brightness, coverPixels, overlaySvg } from './pixels.ts'
import type { Random } from './random.ts'
import { n, picture } from './svg.ts'
import type { Motif } from './words.ts'

/** How a motif holds its brush: the form of a stroke, and how far it follows the forms of the picture (0–1). */
type Brush = {
  readonly form: 'stroke' | 'dab' | 'block' | 'blade'
  readonly follows: number
  readonly angle: number
}

const brushes: { readonly [motif in Motif]: Brush } = {
  abstract: { form: 'block', follows: 0.2, angle: 0 },
  city: { form: 'block', follows: 0, angle: 0 },
  desert: { form: 'stroke', follows: 0.6, angle: 0.1 },
  flowers: { form: 'dab', follows: 0.5, angle: 0 },
  forest: { form: 'blade', follows: 0.45, angle: -1.57 },
  hills: { form: 'stroke', follows: 0.8, angle: -0.2 },
  interior: { form: 'stroke', follows: 1, angle: -0.8 },
  mountains: { form: 'blade', follows: 0.7, angle: -0.9 },
  portrait: { form: 'stroke', follows: 1, angle: -0.7 },
  sea: { form: 'stroke', follows: 0.55, angle: 0 },
  space: { form: 'dab', follows: 0.8, angle: 0 },
  stillLife: { form: 'stroke', follows: 0.9, angle: -0.6 },
}

/** A row of 256 colours, from black to white. */
export const rampTable = (palette: Palette): readonly Rgb[] =>
  Array.from({ length: 256 }, (_, value) => toRgb(along(ramp(palette), value / 255)))

/** The picture painted again, stroke by stroke: its layout, in the palette and with the brush of the mood. */
export async function repaint(
  source: Pixels,
  mood: Mood,
  palette: Palette,
  random: Random,
  detail: number,
  loyalty = 0.2,
): Promise<Pixels> {
  const grid = await coverPixels(source, gridSize(source, 112))
  const recoloured = recolour(grid, rampTable(palette), loyalty)
  const background = await coverPixels(recoloured, source)
  return overlaySvg(background, paintStrokes(recoloured, source, brushes[mood.motif], random, detail))
}

const gridSize = (size: Size, longest: number): Size => {
  const scale = Math.min(1, longest / Math.max(size.width, size.height))
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  }
}

/** Colours by brightness, stretched to the whole row; `loyalty` is the share of its own colour that a pixel keeps. */
export function recolour(from: Pixels, table: readonly Rgb[], loyalty: number): Pixels {
  const luma = brightness(from)
  const sorted = luma.toSorted()
  const dark = sorted[Math.floor(sorted.length * 0.02)] ?? 0
  const light = Math.max(dark + 48, sorted[Math.floor(sorted.length * 0.98)] ?? 255)
  const data = new Uint8Array(from.data)
  for (let index = 0, byte = 0; byte < data.length; index += 1, byte += 4) {
    const share = Math.min(1, Math.max(0, ((luma[index] ?? 0) - dark) / (light - dark)))
    const to = table[Math.round(share * 255)] ?? [0, 0, 0]
    for (let channel = 0; channel < 3; channel += 1) {
      data[byte + channel] = (to[channel] ?? 0) * (1 - loyalty) + (data[byte + channel] ?? 0) * loyalty
    }
    data[byte + 3] = 255
  }
  return { width: from.width, height: from.height, data }
}

/** Strokes coloured after `grid` for a picture of `size`: broad ones everywhere, finer ones where the picture changes. */
export function paintStrokes(grid: Pixels, size: Size, brush: Brush, random: Random, detail: number): string {
  const field = slopes(grid)
  const unit = Math.min(size.width, size.height) / 100
  const passes = [
    { gap: 5.6, wide: 3.4, from: 0, opacity: 0.85 },
    { gap: 3.6, wide: 1.9, from: 0.012, opacity: 0.9 },
    { gap: 2.5 / Math.sqrt(detail), wide: 1.05, from: 0.035, opacity: 0.95 },
  ]
  const strokes: string[] = []
  for (const pass of passes) {
    const gap = unit * pass.gap
    for (let y = gap / 2; y < size.height + gap / 2; y += gap) {
      for (let x = gap / 2; x < size.width + gap / 2; x += gap) {
        const [px, py] = [x + random.between(-0.5, 0.5) * gap, y + random.between(-0.5, 0.5) * gap]
        const cell =
          Math.min(grid.height - 1, Math.max(0, Math.floor((py / size.height) * grid.height))) * grid.width +
          Math.min(grid.width - 1, Math.max(0, Math.floor((px / size.width) * grid.width)))
        const steep = field.steepness[cell] ?? 0
        if (steep < pass.from) continue
        const follows = brush.follows * Math.min(1, steep * 12)
        const angle =
          brush.angle * (1 - follows) + (field.angle[cell] ?? 0) * follows + random.between(-0.22, 0.22)
        strokes.push(
          stroke(
            brush.form,
            px,
            py,
            angle,
            unit * pass.wide * random.between(0.75, 1.25),
            tone(grid, cell, random),
            pass.opacity,
          ),
        )
      }
    }
  }
  return picture(size.width, size.height, strokes.join(''))
}

function stroke(
  form: Brush['form'],
  x: number,
  y: number,
  angle: number,
  wide: number,
  fill: string,
  opacity: number,
): string {
  const [ux, uy] = [Math.cos(angle) * wide, Math.sin(angle) * wide]
  if (form === 'dab')
    return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(wide * 0.95)}" fill="${fill}" fill-opacity="${opacity}"/>`
  if (form === 'block') {
    const [w, h] = Math.abs(uy) > Math.abs(ux) ? [wide * 1.3, wide * 2.3] : [wide * 2.1, wide * 1.5]
    return `<rect x="${n(x - w / 2)}" y="${n(y - h / 2)}" width="${n(w)}" height="${n(h)}" fill="${fill}" fill-opacity="${opacity}"/>`
  }
  if (form === 'blade') {
    const d = `M${n(x - ux * 1.6)} ${n(y - uy * 1.6)}Q${n(x - uy * 0.9)} ${n(y + ux * 0.9)} ${n(x + ux * 1.6)} ${n(y + uy * 1.6)}Q${n(x + uy * 0.5)} ${n(y - ux * 0.5)} ${n(x - ux * 1.6)} ${n(y - uy * 1.6)}z`
    return `<path d="${d}" fill="${fill}" fill-opacity="${opacity}"/>`
  }
  return (
    `<path d="M${n(x - ux * 1.1)} ${n(y - uy * 1.1)}Q${n(x - uy * 0.3)} ${n(y + ux * 0.3)} ${n(x + ux * 1.1)} ${n(y + uy * 1.1)}" fill="none" ` +
    `stroke="${fill}" stroke-width="${n(wide)}" stroke-linecap="round" stroke-opacity="${opacity}"/>`
  )
}

function tone(grid: Pixels, cell: number, random: Random): string {
  const reset = random.between(-11, 11)
  const channel = (at: number): string =>
    Math.min(255, Math.max(0, Math.round((grid.data[cell * 4 + at] ?? 0) + reset)))
      .toString(16)
      .padStart(2, '0')
  return `#${channel(0)}${channel(1)}${channel(2)}`
}

/** How steep the brightness is around each cell (0–1), and the direction along which it stays the same (radians). */
function slopes(grid: Pixels): { readonly steepness: Float32Array; readonly angle: Float32Array } {
  const { width, height } = grid
  const luma = brightness(grid)
  const steepness = new Float32Array(width * height)
  const angle = new Float32Array(width * height)
  const value = (x: number, y: number): number =>
    luma[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] ?? 0
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const across = value(x + 1, y) - value(x - 1, y)
      const down = value(x, y + 1) - value(x, y - 1)
      steepness[y * width + x] = Math.hypot(across, down) / 255
      angle[y * width + x] = Math.atan2(across, -down)
    }
  }
  return { steepness, angle }
}
