import type { Port } from '#shared/ports/port.ts'

/** Names of inputs that are measured in pixels: whole numbers, or a radius. */
const PIXELS =
  /^(x|y|width|height|left|top|right|bottom|overlap|gap|cell|side|amount|radius|feather|grow|padding|margin)$/
const SECONDS = /^(duration|seconds|time)$|_seconds$|^duration_/
const RATE = /^fps$|frames_per_second/
const DEGREES = /^hue$|_degrees$|^angle$/

/** The unit of a number, as it is written after it; '' for a plain number. */
export function unitOf(name: string, { type, limits, control }: Port): string {
  if (control.kind === 'seed') return ''
  // A part of a picture is a fraction from 0 to 1.
  const isFraction = type.kind === 'number' && (limits.maximum ?? Infinity) <= 1
  if (PIXELS.test(name)) return isFraction ? '' : 'px'
  if (SECONDS.test(name)) return 's'
  if (RATE.test(name)) return 'fps'
  return DEGREES.test(name) ? '°' : ''
}
