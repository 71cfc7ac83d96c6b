/** A colour as the eye orders it (OKLCH): lightness 0–1, chroma 0–0.37 or so, hue in degrees. */
export interface Colour {
  readonly l: number
  readonly c: number
  readonly h: number
}

export type Rgb = readonly [red: number, green: number, blue: number]

export const colour = (l: number, c: number, h: number): Colour => ({ l, c, h })

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** A colour part of the way from `from` to `to`, straight through OKLab, so that no hue is passed on the way. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const a = lerp(from.c * Math.cos(radians(from.h)), to.c * Math.cos(radians(to.h)), share)
  const b = lerp(from.c * Math.sin(radians(from.h)), to.c * Math.sin(radians(to.h)), share)
  return { l: lerp(from.l, to.l, share), c: Math.hypot(a, b), h: (Math.atan2(b, a) * 180) / Math.PI }
}

/** The colour at `share` (0–1) of the way along a row of colours. */
export function along(colours: readonly [Colour, ...Colour[]], share: number): Colour {
  const position = Math.min(1, Math.max(0, share)) * (colours.length - 1)
  const from = colours[Math.floor(position)] ?? colours[0]
  return mix(from, colours[Math.ceil(position)] ?? from, position % 1)
}

export const lighten = (from: Colour, by: number): Colour => ({ ...from, l: clamp(from.l + by) })

/** The hue turned the short way round towards another, by a share of the way. */
export function turnHue(from: number, to: number, share: number): number {
  const way = ((((to - from) % 360) + 540) % 360) - 180
  return (from + way * share + 360) % 360
}

/** Red, green and blue, 0–255. A colour outside of sRGB loses chroma until it fits. */
export function toRgb(from: Colour): Rgb {
  for (let chroma = from.c; ; chroma *= 0.9) {
    const linear = toLinear(from.l, chroma, from.h)
    const fits = linear.every((value) => value >= -0.002 && value <= 1.002)
    if (fits || chroma < 0.002) {
      return [encode(linear[0]), encode(linear[1]), encode(linear[2])]
    }
  }
}

export function css(from: Colour): string {
  return `#${toRgb(from)
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`
}

// The matrices are those of the OKLab definition.
function toLinear(l: number, c: number, h: number): Rgb {
  const a = c * Math.cos(radians(h))
  const b = c * Math.sin(radians(h))
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
}

function encode(linear: number): number {
  const value = clamp(linear)
  return Math.round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055))
}

const lerp = (from: number, to: number, share: number): number => from + (to - from) * share

const clamp = (value: number): number => Math.min(1, Math.max(0, value))
