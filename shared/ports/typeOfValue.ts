import type { PortType } from './port.ts'
import type { Json } from './value.ts'
import { isList, isMedia } from './value.ts'

/**
 * The type that a stored value shows by itself: that of a picture, a text, a number, a boolean; for a list, that of its
 * items. `any` if it is ambiguous (an object, a mixed list, `null`) or absent.
 */
export function typeOfValue(value: Json | undefined): PortType {
  if (isList(value)) return { kind: kindOfAll(value.map(kindOf)), list: true }
  return { kind: kindOf(value), list: false }
}

function kindOf(value: Json | undefined): PortType['kind'] {
  if (isMedia(value)) return value.media
  if (typeof value === 'string') return 'text'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return 'any'
}

function kindOfAll(kinds: readonly PortType['kind'][]): PortType['kind'] {
  const [first = 'any'] = kinds
  if (kinds.every((kind) => kind === first)) return first
  return kinds.every((kind) => kind === 'integer' || kind === 'number') ? 'number' : 'any'
}
