import { choiceWords } from '#shared/ports/plainWords.ts'
import type { Port } from '#shared/ports/port.ts'

const LONGEST = 40

/** A value as a short text. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (value === '') return 'no text'
  if (Array.isArray(value)) return value.length === 1 ? '1 item' : `${value.length} items`
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
  return typeof value === 'string' ? `“${short}”` : short
}

/** The same of a value at a port: one of its choices in plain words. */
export const portValueText = ({ type }: Pick<Port, 'type'>, value: unknown): string =>
  type.choices !== undefined && (typeof value === 'string' || typeof value === 'number')
    ? choiceWords(value)
    : valueText(value)

const figures = (value: number): string =>
  Number.isInteger(value) ? value.toLocaleString('en') : String(value)

const range = (from: number | undefined, to: number | undefined, one: string, many: string): string[] => {
  const unit = (count: number): string => (one === '' ? '' : ` ${count === 1 ? one : many}`)
  if (from !== undefined && to !== undefined)
    return from === to
      ? [`exactly ${figures(to)}${unit(to)}`]
      : [`${figures(from)} to ${figures(to)}${unit(to)}`]
  if (from !== undefined) return [`at least ${figures(from)}${unit(from)}`]
  return to === undefined ? [] : [`at most ${figures(to)}${unit(to)}`]
}

/** The limits of a port in words, such as `256 to 1,536, multiples of 16`; '' if it has none. */
export function limitsText({ type, limits }: Pick<Port, 'type' | 'limits'>): string {
  const { minimum, maximum, multipleOf, minItems, maxItems, minLength, maxLength } = limits
  const numbers = [
    ...range(minimum, maximum, '', ''),
    ...(multipleOf === undefined ? [] : [`multiples of ${figures(multipleOf)}`]),
  ]
  // The numbers of a LoRA's port are those of its scale.
  const own = type.kind === 'lora' && numbers.length > 0 ? [`scale ${numbers.join(', ')}`] : numbers
  const items =
    minItems === 0 ? range(undefined, maxItems, 'item', 'items') : range(minItems, maxItems, 'item', 'items')
  return [...items, ...range(minLength, maxLength, 'character', 'characters'), ...own].join(', ')
}
