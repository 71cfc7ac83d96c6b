import { z } from 'zod'
import { AppError } from '../errors.ts'
import type { Ports } from '../ports/port.ts'

/** The fields that an engine has named, as `data.fields` of its error. */
const Faults = z.array(z.object({ field: z.string() }))

/** The path of a field in an input, as in `image_url` and `clips[1].url`. */
const FIELD = /^([^.[\]]+)(?:\[(\d{1,6})\])?/

/** The title of a field's port, and which item of a list it is; null if it belongs to no port. */
function labelOf(field: string, ports: Ports): string | null {
  const [, name = '', item] = FIELD.exec(field) ?? []
  const port = Object.hasOwn(ports, name) ? ports[name] : undefined
  if (port === undefined) return null
  return item === undefined ? port.label : `${port.label} ${Number(item) + 1}`
}

/**
 * The same error with the titles of ports in its message, where an engine's names of fields are: a user knows an input
 * as *Image*, not as `image_url`. `data` keeps the names. Anything that is no such error is returned as it is.
 */
export function labelFields(thrown: unknown, ports: Ports): unknown {
  if (!(thrown instanceof AppError)) return thrown
  const { code, data } = thrown
  let { message } = thrown
  const named = data['field']
  if (typeof named === 'string' && message.startsWith(`${named} `)) {
    const label = labelOf(named, ports)
    if (label !== null) message = `${label}${message.slice(named.length)}`
  }
  for (const { field } of Faults.safeParse(data['fields']).data ?? []) {
    const label = labelOf(field, ports)
    if (label !== null) message = message.replace(`${field}: `, () => `${label}: `)
  }
  return message === thrown.message ? thrown : new AppError(code, message, { data, cause: thrown })
}
