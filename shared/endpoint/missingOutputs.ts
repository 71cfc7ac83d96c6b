import type { Json } from '../ports/value.ts'
import { isList, isMediaKind } from '../ports/value.ts'
import type { OutputName } from '../catalogue/endpoint.ts'
import { addressesFor, fieldOf, outputAddresses } from './outputAddresses.ts'
import { outputPorts } from './outputPorts.ts'
import { isEmpty, readBoolean, readNumber, readText } from './outputValues.ts'

/**
 * What an endpoint promised (`outputs`; null if not known) and its answer lacks: null, nothing, or a placeholder that
 * is still empty. A file may follow a moment after its job is reported as completed, so this means that it is worth
 * asking again, not that anything failed. Data of any shape counts as complete, except null.
 */
export function missingOutputs(output: Json, outputs: readonly OutputName[] | null): readonly string[] {
  if (outputs === null) return isEmpty(output) ? ['output'] : []
  if (output === null || (isEmpty(output) && outputs.some((name) => name !== 'json'))) return outputs
  return [...new Set(outputs.filter((name) => isMissing(output, name)).map(singular))]
}

const singular = (name: OutputName): string => name.replace(/s$/, '')

function isMissing(output: Json, name: OutputName): boolean {
  const { kind, list } = outputPorts[name].type
  if (isMediaKind(kind)) return isMediaMissing(output, singular(name), list)
  if (kind === 'json') return false
  if (name === 'number') return readNumber(output) === undefined
  if (name === 'boolean') return readBoolean(output) === undefined
  return readText(output) === undefined
}

function isMediaMissing(output: Json, one: string, list: boolean): boolean {
  const own = [fieldOf(output, one), fieldOf(output, `${one}s`)].filter((field) => field !== undefined)
  // A list with a placeholder that is still empty: the others have arrived.
  if (own.some((field) => isList(field) && field.length > 1 && field.some(isEmpty))) return true
  // Its own placeholder is empty: files elsewhere in the answer are something else.
  if (own.length > 0) return own.every((field) => outputAddresses([field]).length === 0)
  return addressesFor(output, one, list).length === 0
}
