import type { Limits, Port } from '#shared/ports/port.ts'

/** What a number field needs to change its number by stepping or dragging. */
export interface NumberRule {
  readonly whole: boolean
  /** One step of the arrow keys, above 0. */
  readonly step: number
  /** Shows the position of the number between its limits; only if it has both. */
  readonly slider: boolean
  readonly limits: Pick<Limits, 'minimum' | 'maximum' | 'multipleOf'>
}

/** With Shift finer, with Ctrl coarser. */
export type StepSize = 'fine' | 'plain' | 'coarse'

const factors: { readonly [P in StepSize]: number } = { fine: 0.1, plain: 1, coarse: 10 }

export function stepSizeOf(keys: {
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}): StepSize {
  return keys.ctrlKey || keys.metaKey ? 'coarse' : keys.shiftKey ? 'fine' : 'plain'
}

export function ruleOf({ type, limits, control }: Pick<Port, 'type' | 'limits' | 'control'>): NumberRule {
  const whole = type.kind === 'integer'
  const { minimum, maximum } = limits
  const ranged = minimum !== undefined && maximum !== undefined && minimum < maximum
  const step = control.kind === 'number' && control.step > 0 ? control.step : whole ? 1 : 0.01
  return { whole, step, slider: control.kind === 'number' && control.slider && ranged, limits }
}

/** The step of a number at a speed: never less than what its port can distinguish. */
function grain({ whole, step, limits: { multipleOf } }: NumberRule, size: StepSize): number {
  const factor = factors[size]
  if (multipleOf !== undefined) return multipleOf * Math.max(1, factor)
  return whole ? Math.max(1, Math.round(step * factor)) : step * factor
}

/** This many steps up, or down if `steps` is below 0, within the limits. */
export function stepped(rule: NumberRule, value: number, steps: number, size: StepSize): number {
  const by = grain(rule, size)
  const { multipleOf } = rule.limits
  const grid = multipleOf ?? (rule.whole ? 1 : null)
  const base =
    grid === null
      ? value
      : (steps > 0 ? Math.floor(value / grid + 1e-9) : Math.ceil(value / grid - 1e-9)) * grid
  return within(rule, plain(base + steps * by, Math.max(decimals(base), decimals(by))))
}

/** What a drag of `pixels` adds to a number in a field of this width, before rounding. */
export function dragged(rule: NumberRule, pixels: number, width: number, size: StepSize): number {
  const { minimum, maximum } = rule.limits
  const span = minimum !== undefined && maximum !== undefined ? maximum - minimum : 0
  const alike = grain(rule, 'plain') / 2
  // Unlimited numbers change by steps; a wide range is crossed within a screen.
  const perPixel = rule.slider ? span / Math.max(1, width) : span < 1e6 ? Math.max(alike, span / 600) : alike
  return pixels * perPixel * factors[size]
}

/** The result of a drag: a number that its port accepts. */
export function toValidNumber(rule: NumberRule, raw: number, size: StepSize): number {
  const { multipleOf } = rule.limits
  const by = multipleOf ?? (rule.whole ? 1 : grain(rule, size === 'fine' ? 'fine' : 'plain'))
  return within(rule, plain(Math.round(raw / by) * by, decimals(by)))
}

/** The position of a number between its limits, from 0 to 1. */
export function fraction({ limits: { minimum = 0, maximum = 1 } }: NumberRule, value: number): number {
  return Math.min(1, Math.max(0, (value - minimum) / (maximum - minimum)))
}

function within({ limits: { minimum, maximum, multipleOf } }: NumberRule, value: number): number {
  const lowest = minimum ?? -Infinity
  const highest = maximum ?? Infinity
  if (value >= lowest && value <= highest) return value
  const bound = value < lowest ? lowest : highest
  if (multipleOf === undefined) return bound
  const round = value < lowest ? Math.ceil : Math.floor
  return plain(round(bound / multipleOf) * multipleOf, decimals(multipleOf))
}

const plain = (value: number, digits: number): number => Number(value.toFixed(digits)) + 0

/** The number of decimals that a number needs; at most 12. */
function decimals(value: number): number {
  for (let digits = 0; digits < 12; digits += 1)
    if (Math.abs(value - Number(value.toFixed(digits))) < 1e-12) return digits
  return 12
}
