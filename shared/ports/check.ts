import type { Path } from '../problems/problem.ts'
import { factsOf } from '../media/kinds.ts'
import { describeType } from './compatibility.ts'
import type { Limits, PictureRule, Port } from './port.ts'
import type { MediaKind } from './value.ts'
import { Media, MediaLiteral, isMedia, isMediaKind } from './value.ts'
import { parseAs } from '../problems/parseAs.ts'
import { weakMemo } from '../weakMemo.ts'

/** What is wrong with a value, and where inside it. */
export interface Fault {
  readonly path: Path
  readonly message: string
}

/** Where a value is: in a file, where media are named, or in a run, where they are rows of the asset store. */
type Stage = 'literal' | 'value'

/** A short description of a value for messages. Never the value itself if it is long. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (isMedia(value)) return describeType({ kind: value.media, list: false })
  if (typeof value === 'object') return 'an object'
  if (typeof value === 'string') return value.length > 40 ? 'a text' : JSON.stringify(value)
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : `a ${typeof value}`
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`

const SHOWN_CHOICES = 6

function checkNumber(value: unknown, whole: boolean, limits: Limits, found: Fault[], path: Path): void {
  const report = (message: string): void => void found.push({ path, message })
  if (typeof value !== 'number') return report(`must be a number, not ${describeValue(value)}`)
  if (!Number.isFinite(value)) return report(`must be a finite number, not ${String(value)}`)
  if (whole && !Number.isInteger(value)) return report(`must be a whole number, not ${value}`)
  if (whole && !Number.isSafeInteger(value)) return report(`${value} is too large to be saved exactly`)
  if (limits.minimum !== undefined && value < limits.minimum)
    return report(`${value} is below ${limits.minimum}`)
  if (limits.maximum !== undefined && value > limits.maximum)
    return report(`${value} is above ${limits.maximum}`)
  if (limits.multipleOf !== undefined && !isMultiple(value, limits.multipleOf))
    return report(`${value} is not a multiple of ${limits.multipleOf}`)
}

/** Tolerates the last bits of a division: 0.3 is a multiple of 0.1. */
function isMultiple(value: number, step: number): boolean {
  const ratio = value / step
  return Math.abs(ratio - Math.round(ratio)) < 1e-9 * Math.max(1, Math.abs(ratio))
}

function checkText(value: unknown, limits: Limits, found: Fault[], path: Path): void {
  const report = (message: string): void => void found.push({ path, message })
  if (typeof value !== 'string') return report(`must be a text, not ${describeValue(value)}`)
  const { minLength, maxLength } = limits
  if (minLength !== undefined && value.length < minLength)
    return report(`has ${count(value.length, 'character')}; at least ${minLength} are needed`)
  if (maxLength !== undefined && value.length > maxLength)
    return report(`has ${count(value.length, 'character')}; at most ${maxLength} are allowed`)
}

function checkLora(value: unknown, limits: Limits, found: Fault[], path: Path): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return void found.push({
      path,
      message: `must be a LoRA with path and scale, not ${describeValue(value)}`,
    })
  const { path: weights, scale } = value as { path?: unknown; scale?: unknown }
  if (typeof weights !== 'string' || weights.trim() === '')
    found.push({ path: [...path, 'path'], message: 'must be the address or repository id of LoRA weights' })
  checkNumber(scale, false, limits, found, [...path, 'scale'])
  for (const key of Object.keys(value))
    if (key !== 'path' && key !== 'scale')
      found.push({ path: [...path, key], message: 'is not a field of a LoRA' })
}

function measure(media: Media, rule: PictureRule): number | undefined {
  switch (rule.measure) {
    case 'megabytes':
      return media.bytes / 1e6
    case 'width':
      return media.width
    case 'height':
      return media.height
    case 'ratio':
      return media.width !== undefined && media.height !== undefined ? media.width / media.height : undefined
  }
}

function checkMediaLiteral(value: unknown, kind: MediaKind, found: Fault[], path: Path): void {
  if (!isMedia(value) && parseAs(MediaLiteral, value).success) return
  const what = describeType({ kind, list: false })
  const not = isMedia(value) ? 'a row of an asset store' : describeValue(value)
  found.push({ path, message: `must be ${what} (a file, an asset or an address), not ${not}` })
}

function checkMedia(value: unknown, kind: MediaKind, limits: Limits, found: Fault[], path: Path): void {
  const { success, data: media } = parseAs(Media, value)
  if (!success || !factsOf[kind].accepts.includes(media.media)) {
    const not = !success && isMedia(value) ? 'a broken row of an asset store' : describeValue(value)
    return void found.push({ path, message: `must be ${describeType({ kind, list: false })}, not ${not}` })
  }
  for (const rule of limits.pictures ?? []) {
    const size = measure(media, rule)
    const holds = size === undefined || (rule.side === 'below' ? size < rule.bound : size > rule.bound)
    if (!holds) found.push({ path, message: rule.words })
  }
}

/** A list may have many items, and a port many choices. */
const choicesOf = weakMemo(
  (choices: readonly (string | number)[]): ReadonlySet<string | number> => new Set(choices),
)

function checkOne(port: Port, value: unknown, stage: Stage, found: Fault[], path: Path): void {
  const { kind, choices } = port.type
  if (choices !== undefined && (typeof value === 'string' || typeof value === 'number')) {
    if (choicesOf(choices).has(value)) return
    const some = choices.slice(0, SHOWN_CHOICES).join(', ')
    const more = choices.length > SHOWN_CHOICES ? ', …' : ''
    return void found.push({ path, message: `${describeValue(value)} is none of ${some}${more}` })
  }
  if (kind === 'text') return checkText(value, port.limits, found, path)
  if (kind === 'number' || kind === 'integer')
    return checkNumber(value, kind === 'integer', port.limits, found, path)
  if (kind === 'boolean') {
    if (typeof value !== 'boolean')
      found.push({ path, message: `must be true or false, not ${describeValue(value)}` })
    return
  }
  if (kind === 'lora') return checkLora(value, port.limits, found, path)
  if (!isMediaKind(kind)) return
  if (stage === 'literal') checkMediaLiteral(value, kind, found, path)
  else checkMedia(value, kind, port.limits, found, path)
}

/**
 * What is wrong with a value for this port, with the path inside the value; empty if it is valid. Media are rows of the
 * asset store, whose measures are checked too.
 */
export const checkValue = (port: Port, value: unknown): readonly Fault[] => checkAt(port, value, 'value')

/**
 * The same for a literal in a workflow file, where media are named by a file, an asset or an address. A row of the
 * asset store is refused there: the author of the file could have made it up.
 */
export const checkLiteral = (port: Port, value: unknown): readonly Fault[] => checkAt(port, value, 'literal')

function checkAt(port: Port, value: unknown, stage: Stage): readonly Fault[] {
  const found: Fault[] = []
  if (!port.type.list) {
    checkOne(port, value, stage, found, [])
    return found
  }
  if (!Array.isArray(value)) {
    found.push({ path: [], message: `must be ${describeType(port.type)}, not ${describeValue(value)}` })
    return found
  }
  const { minItems, maxItems } = port.limits
  if (minItems !== undefined && value.length < minItems)
    found.push({ path: [], message: `has ${count(value.length, 'item')}; at least ${minItems} are needed` })
  if (maxItems !== undefined && value.length > maxItems)
    found.push({ path: [], message: `has ${count(value.length, 'item')}; at most ${maxItems} are allowed` })
  value.forEach((item, index) => checkOne(port, item, stage, found, [index]))
  return found
}
