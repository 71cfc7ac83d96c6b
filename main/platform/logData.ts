import { AppError } from '#shared/errors.ts'
import type { LogData } from '#shared/services.ts'
import type { Json } from '#shared/ports/value.ts'

/** Characters of one text. */
const MAX_TEXT = 2000
/** Longer texts are not even redacted. */
const MAX_READ = 2 ** 20
/** The maximum entries of one object or list, and the maximum depth. */
const MAX_ENTRIES = 40
const MAX_DEPTH = 5
/** Lines of a stack. */
const MAX_FRAMES = 12

const secretName =
  /^((x[_-])?(api|access|auth|secret|private)[_-]?(key|token)|(proxy-)?authorization|(set-)?cookie|password|passwd|secret|token|credentials?|bearer|key)$/i

/** Fields of an error that never contain text of the user or an engine. */
const facts = [
  'call',
  'status',
  'reason',
  'job',
  'request',
  'system',
  'retryAfter',
  'origin',
  'port',
  'version',
  'folder',
  'rows',
] as const

/** Errors whose message is entirely ours. Others may quote an engine, which may quote a prompt. */
const ownWords = /^(library|file|egress|internal)/

/** Errors of parsers quote what they read. */
const quoting: readonly string[] = ['SyntaxError', 'ZodError', '$ZodError']

/** Data for the log: plain JSON of limited size, every text redacted, errors without foreign text. */
export function toLogJson(data: LogData, redact: (text: string) => string): Json {
  return toJson(data, redact, 0) ?? {}
}

function toJson(value: unknown, redact: (text: string) => string, depth: number): Json | undefined {
  if (typeof value === 'string') return toText(value, redact)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'boolean' || value === null) return value
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object') return undefined
  if (depth === MAX_DEPTH) return '…'
  if (value instanceof Error) return toJson(factsOf(value), redact, depth)
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`
  if (Array.isArray(value))
    return value.slice(0, MAX_ENTRIES).map((entry) => toJson(entry, redact, depth + 1) ?? null)
  const entries = Object.entries(value).slice(0, MAX_ENTRIES)
  return Object.fromEntries(
    entries.flatMap(([name, entry]) => {
      const json = secretName.test(name) ? '[redacted]' : toJson(entry, redact, depth + 1)
      return json === undefined ? [] : [[toText(name, redact), json]]
    }),
  )
}

function toText(text: string, redact: (text: string) => string): string {
  if (text.length > MAX_READ) return `${text.length} characters`
  const clean = redact(text)
  return (clean.length > MAX_TEXT ? `${clean.slice(0, MAX_TEXT)}…` : clean).toWellFormed()
}

/** Whether an AppError contains a parser's message, which may quote a prompt. */
const isQuoted = ({ cause }: Error): boolean => cause instanceof Error && quoting.includes(cause.name)

function factsOf(error: Error): LogData {
  const cause = error.cause instanceof Error && { cause: error.cause }
  if (error instanceof AppError)
    return {
      code: error.code,
      ...(ownWords.test(error.code) && !isQuoted(error) && { message: error.message }),
      ...Object.fromEntries(
        facts.flatMap((name) => (isFact(error.data[name]) ? [[name, error.data[name]]] : [])),
      ),
      ...(error.code === 'internal' && { stack: framesOf(error) }),
      ...cause,
    }
  return {
    name: error.name,
    ...('code' in error && { system: error.code }),
    ...(!quoting.includes(error.name) && { message: error.message }),
    stack: framesOf(error),
    ...cause,
  }
}

const isFact = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number'

/** The stack. The lines before the first frame are its message. */
const framesOf = ({ stack = '' }: Error): readonly string[] =>
  stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, MAX_FRAMES)
