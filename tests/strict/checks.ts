import { Ajv } from 'ajv'
import type { ErrorObject, ValidateFunction } from 'ajv'
import { readMedia } from './media.ts'
import type { OwnOutputs, Picture } from './media.ts'
import { inputSchemas, mediaFields } from './schemas.ts'

/** One error in a body. `field` is its path there: `loras[1].scale`, or `body` for the whole. */
export interface Problem {
  readonly field: string
  readonly message: string
}

export interface CheckedInput {
  readonly problems: readonly Problem[]
  /** The pictures that could be read, by field. */
  readonly pictures: ReadonlyMap<string, Picture>
}

const ajv = new Ajv({ allErrors: true, strict: true })
const validators = new Map<string, ValidateFunction<Record<string, unknown>>>()
for (const [endpoint, schema] of inputSchemas) validators.set(endpoint, ajv.compile(schema))

/**
 * Checks a parsed body against the endpoint's page and the rules that no schema can express. Throws for an endpoint
 * other than the five.
 */
export async function checkInput(endpoint: string, body: unknown, own: OwnOutputs): Promise<CheckedInput> {
  const validate = validators.get(endpoint)
  if (validate === undefined) throw new Error(`no such endpoint: ${endpoint}`)
  const pictures = new Map<string, Picture>()
  if (!isRecord(body)) return { problems: [{ field: 'body', message: 'must be an object' }], pictures }

  const problems: Problem[] = validate(body) ? [] : (validate.errors ?? []).map(fromSchema)
  problems.push(...illFormed(body, ''))
  if (endpoint === 'tongyi-mai/z-image/turbo/lora' && body['seed'] === -1) {
    problems.push({
      field: 'seed',
      message: 'is -1: the number in its place must be chosen before sending',
    })
  }
  for (const field of mediaFields) {
    const value = body[field]
    if (typeof value !== 'string' || inputSchemas.get(endpoint)?.properties[field] === undefined) continue
    const media = await readMedia(value, own)
    if ('problem' in media) problems.push({ field, message: media.problem })
    else if (media.picture !== null) pictures.set(field, media.picture)
  }
  const unequal = maskSize(pictures)
  if (unequal !== null) problems.push(unequal)
  return { problems, pictures }
}

function maskSize(pictures: ReadonlyMap<string, Picture>): Problem | null {
  const image = pictures.get('image_url')
  const mask = pictures.get('mask_image_url')
  if (image === undefined || mask === undefined) return null
  if (image.width === mask.width && image.height === mask.height) return null
  const message = `is ${mask.width} × ${mask.height}, its image ${image.width} × ${image.height}`
  return { field: 'mask_image_url', message }
}

function fromSchema(error: ErrorObject): Problem {
  const at = error.instancePath.slice(1).split('/').filter(Boolean)
  const params: Readonly<Record<string, unknown>> = error.params
  const named = params['missingProperty'] ?? params['additionalProperty']
  if (typeof named === 'string') at.push(named)
  const message = named === undefined ? (error.message ?? error.keyword) : namedWords[error.keyword]
  return { field: path(at), message: message ?? error.keyword }
}

const namedWords: Readonly<Record<string, string>> = {
  required: 'is required',
  additionalProperties: 'is not documented',
}

/** A lone surrogate can be written in JSON and is not text: the server could not store it. */
function illFormed(value: unknown, field: string): Problem[] {
  if (typeof value === 'string') {
    return value.isWellFormed()
      ? []
      : [{ field: field === '' ? 'body' : field, message: 'is not well-formed Unicode' }]
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => illFormed(item, `${field}[${index}]`))
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([key, item]) =>
    illFormed(item, field === '' ? key : `${field}.${key}`),
  )
}

function path(at: readonly string[]): string {
  if (at.length === 0) return 'body'
  return at.reduce((field, part) => {
    if (/^\d+$/.test(part)) return `${field}[${part}]`
    return field === '' ? part : `${field}.${part}`
  }, '')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
