import { checkLiteral } from '#shared/ports/check.ts'
import type { Port } from '#shared/ports/port.ts'
import type { Json } from '#shared/ports/value.ts'

/** What is wrong with a value at a port, as a sentence; null if it is valid. */
export function checkPort(port: Port, value: Json): string | null {
  const [fault] = checkLiteral(port, value)
  return fault === undefined ? null : sentence(fault.message)
}

export const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('…') ? '' : '.'}`
