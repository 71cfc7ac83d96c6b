import { checkValue } from '#shared/document/checkJson.ts'
import { parseJson } from '#shared/document/parseJson.ts'
import type { Json } from '#shared/ports/value.ts'

export type ReadJson =
  | { readonly ok: true; readonly value: Json | undefined }
  | { readonly ok: false; readonly text: string }

/** Parses typed JSON; an empty text is no value. Reports errors by line and column. */
export function readJson(text: string): ReadJson {
  if (text.trim() === '') return { ok: true, value: undefined }
  const parsed = parseJson(text)
  if (!parsed.ok) return { ok: false, text: `Not used yet: ${parsed.message}.` }
  const [problem] = checkValue(parsed.value)
  if (problem !== undefined) return { ok: false, text: `Not used yet: ${problem.message}.` }
  // The cast holds: it was just parsed from JSON.
  return { ok: true, value: parsed.value as Json }
}

/** A value as JSON for reading: on one line if it is short. */
export function writeJson(value: unknown): string {
  if (value === undefined) return ''
  const short = JSON.stringify(value)
  return short.length <= 32 ? short : JSON.stringify(value, null, 2)
}
