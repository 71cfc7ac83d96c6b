import type { Colour } from './colour.ts'
import { colour, mix, toRgb } from './colour.ts'
import type { Guide } from './guides.ts'
import { depth, edges, figure, smoothStep } from './guides.ts'
import type { Mood } from './mood.ts'
import type { Palette } from './palette.ts'
import type { Pixels } from './pixels.ts'
import { blend, blurPixels } from './pixels.ts'
import type { Random } from './random.ts'
import { rampTable, repaint } from './strokes.ts'

/** The kinds of control picture. */
export type Preprocess = 'none' | 'canny' | 'depth' | 'pose'

/** The parts of a guided painting; `scene` and `source` have one size. */
export interface Guided {
  readonly scene: Pixels
  readonly source: Pixels
  readonly mood: Mood
  readonly palette: Palette
  readonly random: Random
  readonly detail: number
}

/** The influence of a control picture: its scale (0–1), less when it acts on few of the steps. */
export function controlWeight(scale: number, start: number, end: number): number {
  const span = Math.min(1, Math.max(0, end - start))
  return scale * (1 - (1 - span) ** 4)
}

const followers: { readonly [preprocess in Preprocess]: (guided: Guided) => Promise<Pixels> } = {
  none: ({ source, mood, palette, random, detail }) => repaint(source, mood, palette, random, detail, 0.3),
  canny: drawLines,
  depth: raiseRelief,
  pose: placeFigure,
}

/** The scene drawn towards its control picture by `weight` (0: the scene alone, 1: the guide alone). */
export async function followControl(guided: Guided, preprocess: Preprocess, weight: number): Promise<Pixels> {
  if (weight <= 0) return guided.scene
  const followed = await followers[preprocess](guided)
  return blend(guided.scene, followed, () => weight)
}

/** Pen and wash: the scene bled into soft fields of colour on paper, the control picture's lines in ink upon it. */
async function drawLines({ scene, source, palette }: Guided): Promise<Pixels> {
  const lines = await edges(source)
  const wash = await blurPixels(scene, Math.min(scene.width, scene.height) / 26)
  const paper = mix(palette.light, colour(0.97, 0.012, 90), 0.5)
  const ink = mix(palette.near, colour(0.18, 0.03, palette.near.h), 0.6)
  const pale = blend(wash, flat(wash, paper), () => 0.46)
  return blend(pale, flat(wash, ink), (index) => (lines.values[index] ?? 0) * 0.95)
}

/**
 * Cut paper: brightness in a dozen layers, each in its colour, lit from the upper left, with a shadow on the layer
 * below.
 */
async function raiseRelief({ source, palette, scene }: Guided): Promise<Pixels> {
  const guide = await depth(source)
  const { width, height } = guide
  const table = rampTable(palette)
  const data = new Uint8Array(width * height * 4)
  const reach = Math.max(2, Math.round(Math.min(width, height) / 110))
  const steps = 11
  const levels = new Float32Array(width * height)
  for (let index = 0; index < levels.length; index += 1)
    levels[index] = Math.round((guide.values[index] ?? 0) * steps) / steps
  for (let y = 0, index = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, index += 1) {
      const own = levels[index] ?? 0
      const above = x >= reach && y >= reach ? (levels[index - reach * (width + 1)] ?? 0) : own
      const between =
        x >= reach && y >= reach ? (levels[index - Math.ceil(reach / 2) * (width + 1)] ?? 0) : own
      const shade = 1 - 0.34 * Math.min(1, Math.max(0, above - own) * 2.4 + Math.max(0, between - own) * 1.6)
      const shine = 1 + 0.3 * Math.max(0, own - between)
      const at = table[Math.round((0.35 * (guide.values[index] ?? 0) + 0.65 * own) * 255)] ?? [0, 0, 0]
      for (let channel = 0; channel < 3; channel += 1) {
        data[index * 4 + channel] = Math.min(255, (at[channel] ?? 0) * shade * shine)
      }
      data[index * 4 + 3] = 255
    }
  }
  // A little of the scene's own colour shows through, so that two prompts with one palette still differ.
  return blend({ width, height, data }, await blurPixels(scene, Math.min(width, height) / 14), () => 0.16)
}

/** The scene with a silhouette in it where the control picture has its figure, lit along one side. */
async function placeFigure({ scene, source, palette }: Guided): Promise<Pixels> {
  const guide = await figure(source)
  const body = mix(palette.near, palette.far, 0.12)
  const lit = rim(guide)
  const stood = blend(scene, flat(scene, body), (index) => guide.values[index] ?? 0)
  return blend(stood, flat(scene, mix(palette.accent, palette.light, 0.35)), (index) => lit[index] ?? 0)
}

/** How much light falls on the left and upper rim of a silhouette. */
function rim({ width, height, values }: Guide): Float32Array {
  const reach = Math.max(2, Math.round(Math.min(width, height) / 90))
  const lit = new Float32Array(values.length)
  for (let y = reach; y < height; y += 1) {
    for (let x = reach; x < width; x += 1) {
      const own = values[y * width + x] ?? 0
      if (own > 0)
        lit[y * width + x] = smoothStep(0.1, 0.9, own - (values[(y - reach) * width + x - reach] ?? 0)) * own
    }
  }
  return lit
}

function flat(like: Pixels, fill: Colour): Pixels {
  const [red, green, blue] = toRgb(fill)
  const data = new Uint8Array(like.width * like.height * 4)
  for (let byte = 0; byte < data.length; byte += 4) {
    data[byte] = red
    data[byte + 1] = green
    data[byte + 2] = blue
    data[byte + 3] = 255
  }
  return { width: like.width, height: like.height, data }
}
