import type { Colour } from './colour.ts'
import { colour, mix, turnHue } from './colour.ts'
import type { Mood } from './mood.ts'
import type { Random } from './random.ts'
import type { Hour } from './words.ts'

/** The colours of one picture. */
export interface Palette {
  /** The sky from its top to the horizon. */
  readonly skyTop: Colour
  readonly skyMid: Colour
  readonly skyLow: Colour
  /** Sun, moon, lit windows. */
  readonly light: Colour
  /** What is far away, and what is near. */
  readonly far: Colour
  readonly near: Colour
  /** What stands out, and what goes with it. */
  readonly accent: Colour
  readonly partner: Colour
}

type Shade = readonly [lightness: number, chroma: number, hue: number]
type Scheme = readonly [
  top: Shade,
  mid: Shade,
  low: Shade,
  light: Shade,
  far: Shade,
  near: Shade,
  accent: Shade,
  partner: Shade,
]

// prettier-ignore
const schemes: { readonly [hour in Hour]: readonly [Scheme, ...Scheme[]] } = {
  day: [
    [[0.66, 0.1, 238], [0.83, 0.065, 225], [0.95, 0.035, 95], [0.985, 0.05, 100], [0.74, 0.055, 225], [0.36, 0.075, 165], [0.68, 0.18, 40], [0.83, 0.13, 85]],
    [[0.76, 0.075, 195], [0.88, 0.05, 170], [0.965, 0.045, 105], [0.98, 0.07, 95], [0.76, 0.06, 190], [0.37, 0.075, 195], [0.66, 0.17, 28], [0.8, 0.12, 70]],
    [[0.72, 0.085, 255], [0.86, 0.05, 270], [0.95, 0.04, 60], [0.98, 0.05, 80], [0.75, 0.06, 270], [0.36, 0.08, 245], [0.72, 0.16, 55], [0.78, 0.11, 150]],
    [[0.84, 0.075, 85], [0.91, 0.06, 85], [0.965, 0.035, 95], [0.97, 0.02, 95], [0.78, 0.075, 60], [0.38, 0.07, 45], [0.55, 0.12, 225], [0.65, 0.16, 35]],
  ],
  dawn: [
    [[0.6, 0.09, 272], [0.8, 0.095, 345], [0.93, 0.075, 70], [0.975, 0.07, 85], [0.7, 0.08, 318], [0.32, 0.08, 285], [0.75, 0.15, 50], [0.82, 0.09, 20]],
    [[0.7, 0.075, 222], [0.86, 0.06, 55], [0.945, 0.06, 80], [0.98, 0.06, 85], [0.73, 0.05, 235], [0.35, 0.07, 222], [0.7, 0.15, 35], [0.82, 0.11, 80]],
    [[0.74, 0.07, 190], [0.87, 0.06, 140], [0.95, 0.06, 95], [0.98, 0.07, 95], [0.74, 0.06, 195], [0.34, 0.07, 200], [0.73, 0.14, 20], [0.84, 0.12, 75]],
  ],
  dusk: [
    [[0.36, 0.105, 285], [0.6, 0.165, 15], [0.84, 0.135, 65], [0.93, 0.12, 75], [0.5, 0.125, 335], [0.2, 0.06, 290], [0.79, 0.155, 70], [0.65, 0.18, 20]],
    [[0.42, 0.085, 252], [0.68, 0.12, 45], [0.88, 0.1, 85], [0.96, 0.09, 90], [0.52, 0.08, 285], [0.22, 0.055, 262], [0.74, 0.16, 50], [0.62, 0.15, 15]],
    [[0.46, 0.13, 320], [0.69, 0.155, 25], [0.87, 0.12, 80], [0.95, 0.11, 90], [0.55, 0.13, 10], [0.22, 0.07, 330], [0.82, 0.14, 85], [0.6, 0.13, 275]],
  ],
  night: [
    [[0.16, 0.055, 272], [0.28, 0.075, 266], [0.46, 0.075, 243], [0.955, 0.035, 95], [0.37, 0.065, 260], [0.11, 0.04, 266], [0.83, 0.13, 80], [0.68, 0.15, 40]],
    [[0.15, 0.04, 232], [0.27, 0.06, 216], [0.47, 0.07, 196], [0.95, 0.05, 110], [0.36, 0.055, 214], [0.105, 0.03, 226], [0.82, 0.13, 70], [0.7, 0.11, 180]],
    [[0.17, 0.075, 300], [0.3, 0.1, 305], [0.5, 0.11, 345], [0.95, 0.05, 80], [0.38, 0.09, 310], [0.12, 0.05, 300], [0.8, 0.14, 60], [0.7, 0.15, 350]],
  ],
}

const toneShare = 0.86

/** The colours that a mood asks for; `random` chooses among the schemes of its hour and turns their hues a little. */
export function createPalette(mood: Mood, random: Random): Palette {
  const drift = random.between(-14, 14)
  const [tone, second] = mood.tones
  const steer = (shade: Shade, share: number, towards = tone): Colour => {
    const turned = shade[2] + drift
    if (towards === undefined || share === 0) return manner(mood, colour(shade[0], shade[1], turned))
    const chroma = Math.max(shade[1], 0.075) * (1 + (towards.chroma - 1) * share)
    return manner(mood, colour(shade[0], chroma, turnHue(turned, towards.hue, share)))
  }
  const [top, mid, low, light, far, near, accent, partner] = random.pick(schemes[mood.hour])
  return {
    skyTop: steer(top, toneShare),
    skyMid: steer(mid, toneShare),
    skyLow: steer(low, 0.6),
    light: steer(light, 0.15),
    far: steer(far, toneShare),
    near: steer(near, toneShare),
    accent: second === undefined ? steer(accent, tone === undefined ? 0 : 0.25) : steer(accent, 0.95, second),
    partner: steer(partner, 0.5),
  }
}

function manner(mood: Mood, from: Colour): Colour {
  let { l, c } = from
  for (const word of mood.manners) {
    if (word === 'grey') c *= mood.tones.length === 0 ? 0.06 : 0.55
    if (word === 'pastel') [l, c] = [l + (0.93 - l) * 0.28, c * 0.72]
    if (word === 'vivid') c *= 1.35
    if (word === 'sombre') [l, c] = [l * 0.86, c * 0.9]
  }
  return colour(l, c, from.h)
}

/** The colour of something `nearness` (0 far – 1 near) away: the far is lost in the air. */
export const distanceColour = (palette: Palette, nearness: number): Colour =>
  mix(mix(palette.far, palette.skyLow, 0.25 * (1 - nearness)), palette.near, nearness ** 1.25)

/** From the darkest to the lightest, for painting after a brightness. */
export const ramp = (palette: Palette): readonly [Colour, ...Colour[]] => {
  const dark =
    palette.near.l < 0.3 ? palette.near : mix(palette.near, colour(0.15, palette.near.c, palette.near.h), 0.5)
  const row = [palette.skyTop, palette.far, palette.skyMid, palette.accent].toSorted((a, b) => a.l - b.l)
  const top = mix(palette.light, palette.skyLow, 0.4)
  return [dark, ...row.map((at, index) => ({ ...at, l: dark.l + ((top.l - dark.l) * (index + 1)) / 5 })), top]
}
