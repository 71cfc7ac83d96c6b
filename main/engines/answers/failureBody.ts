import type { Json } from '#shared/ports/value.ts'
import { quote } from './quote.ts'

/** A field of the input that the engine complains about. */
export interface FieldFault {
  /** As in `loras[1].scale`; '' for the whole. */
  readonly field: string
  readonly message: string
}

/** The error in an answer, in any of its spellings. */
export interface FailureBody {
  /** The API's own code, as in 400004. */
  readonly code: number | null
  /** One line, or ''. */
  readonly message: string
  readonly fields: readonly FieldFault[]
}

interface JsonObject {
  readonly [key: string]: Json
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const codeKeys = ['error_code', 'errorCode', 'code']
const messageKeys = ['error_message', 'errorMessage', 'message', 'msg', 'error', 'detail', 'title']
const MAX_FIELDS = 20

function own(body: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(body, key) ? body[key] : undefined
}

/** The objects to search: the answer, then its nested error. */
function layers(body: Json | undefined): readonly JsonObject[] {
  if (!isJsonObject(body)) return []
  const inner = ['error', 'detail'].map((key) => own(body, key)).filter(isJsonObject)
  return [body, ...inner]
}

function readCode(value: Json | undefined): number | null {
  const code = typeof value === 'string' && /^\d{3,6}$/.test(value) ? Number(value) : value
  return typeof code === 'number' && Number.isInteger(code) && code >= 400 && code < 1_000_000 ? code : null
}

function readField(item: Json): FieldFault[] {
  if (typeof item === 'string') return [{ field: '', message: quote(item, 200) }]
  if (!isJsonObject(item)) return []
  const location = own(item, 'loc') ?? own(item, 'field') ?? own(item, 'path')
  const message = own(item, 'msg') ?? own(item, 'message') ?? own(item, 'error')
  return [
    {
      field: readLocation(location),
      message: typeof message === 'string' ? quote(message, 200) : 'is not accepted',
    },
  ]
}

/** `['body', 'loras', 1, 'scale']` as `loras[1].scale`. */
function readLocation(location: Json | undefined): string {
  if (typeof location === 'string') return quote(location, 80)
  if (!Array.isArray(location)) return ''
  const keys = location.filter((key) => typeof key === 'string' || typeof key === 'number')
  const inside = keys[0] === 'body' || keys[0] === 'input' ? keys.slice(1) : keys
  const text = inside.reduce<string>(
    (field, key) => (typeof key === 'number' ? `${field}[${key}]` : field === '' ? key : `${field}.${key}`),
    '',
  )
  return quote(text, 80)
}

/** Reads the error in an answer; missing parts are left out. */
export function readFailureBody(body: Json | undefined): FailureBody {
  if (typeof body === 'string') return { code: null, message: quote(body), fields: [] }
  const all = layers(body)
  const first = <T>(keys: readonly string[], read: (value: Json | undefined) => T | null): T | null => {
    for (const layer of all) {
      for (const key of keys) {
        const found = read(own(layer, key))
        if (found !== null) return found
      }
    }
    return null
  }
  const list = first(['detail', 'errors'], (value) =>
    Array.isArray(value) ? (value as readonly Json[]) : null,
  )
  return {
    code: first(codeKeys, readCode),
    message:
      first(messageKeys, (value) =>
        typeof value === 'string' && value.trim() !== '' ? quote(value) : null,
      ) ?? '',
    fields: (list ?? []).slice(0, MAX_FIELDS).flatMap(readField),
  }
}
