import { readLatin, viewOf } from './embeddedText.ts'

/** What red, green and blue are in sRGB, adapted to the white of profiles (ICC.1:2022, D50). */
const primaries = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7141],
} as const
/** How far profiles named sRGB differ: half a level of 255 at most. */
const NEAR = 0.002
const MAX_TAGS = 100

/**
 * Whether a colour profile equals the assumption without a profile: sRGB. Its name is not trusted; its primaries and
 * curves are compared. False if it cannot be read.
 */
export function isSrgbProfile(profile: Uint8Array): boolean {
  if (profile.length < 132 || readLatin(profile.subarray(16, 20)) !== 'RGB ') return false
  const view = viewOf(profile)
  const count = Math.min(view.getUint32(128), MAX_TAGS)
  const tags = new Map<string, Uint8Array>()
  for (let at = 132; at + 12 <= profile.length && at < 132 + 12 * count; at += 12) {
    const start = view.getUint32(at + 4)
    tags.set(readLatin(profile.subarray(at, at + 4)), profile.subarray(start, start + view.getUint32(at + 8)))
  }
  // A colour table takes precedence over primaries and curves, and is not examined.
  if (tags.has('A2B0')) return false
  return (
    Object.entries(primaries).every(([name, expected]) => isColour(tags.get(name), expected)) &&
    ['rTRC', 'gTRC', 'bTRC'].every((name) => isSrgbCurve(tags.get(name)))
  )
}

function isColour(tag: Uint8Array | undefined, expected: readonly number[]): boolean {
  if (tag === undefined || tag.length < 20) return false
  const view = viewOf(tag)
  return expected.every((value, index) => Math.abs(view.getInt32(8 + 4 * index) / 65_536 - value) < NEAR)
}

function isSrgbCurve(tag: Uint8Array | undefined): boolean {
  const curve = tag === undefined ? null : readCurve(tag)
  if (curve === null) return false
  for (let step = 0; step <= 16; step += 1)
    if (!(Math.abs(curve(step / 16) - toLinear(step / 16)) < NEAR)) return false
  return true
}

const toLinear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4

/** A curve as a table, or as a power with a linear start. sRGB profiles use no others. */
function readCurve(tag: Uint8Array): ((value: number) => number) | null {
  if (tag.length < 12) return null
  const view = viewOf(tag)
  const type = readLatin(tag.subarray(0, 4))
  if (type === 'curv') {
    const count = view.getUint32(8)
    if (count < 2 || tag.length < 12 + 2 * count) return null
    const entry = (index: number): number => view.getUint16(12 + 2 * index) / 65_535
    return (value) => {
      const below = Math.min(count - 2, Math.floor(value * (count - 1)))
      const share = value * (count - 1) - below
      return entry(below) * (1 - share) + entry(below + 1) * share
    }
  }
  if (type !== 'para' || view.getUint16(8) !== 3 || tag.length < 32) return null
  const [g = 0, a = 0, b = 0, c = 0, d = 0] = [12, 16, 20, 24, 28].map((at) => view.getInt32(at) / 65_536)
  return (value) => (value >= d ? (a * value + b) ** g : c * value)
}
