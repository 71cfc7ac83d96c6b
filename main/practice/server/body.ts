import type { Answer } from './answer.ts'

/** An object of JSON. */
export interface Body {
  readonly [name: string]: unknown
}

/** The fields of an object; none of anything else. */
export const asBody = (value: unknown): Body =>
  // The cast: an object's fields are named by texts.
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {}

/** The JSON of one of the engine's own answers. */
export const readBody = (answer: Answer): unknown => JSON.parse(Buffer.from(answer.body).toString('utf8'))
