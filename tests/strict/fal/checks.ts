import { Ajv } from 'ajv'
import type { ErrorObject, ValidateFunction } from 'ajv'
import { readMedia } from '../media.ts'
import type { Documented, Schemas } from './schemas.ts'

/** One error in a body. `field` is its path there, or `body` for the whole. */
export interface Problem {
  readonly field: string
  readonly message: string
}

/** Where the server's files are: its base URL, and the bytes by name below `/files/`. */
export interface OwnFiles {
  readonly url: string
  readonly files: ReadonlyMap<string, Buffer>
}

/** Returns a function that checks a parsed body against the endpoint's page, and the files that it names. */
export function createChecks(
  schemas: Schemas,
): (endpoint: string, body: unknown, own: OwnFiles) => Promise<readonly Problem[]> {
  const ajv = new Ajv({ allErrors: true, strict: false })
  const validators = new Map(
    [...schemas].map(([endpoint, { input }]): [string, ValidateFunction] => [endpoint, ajv.compile(input)]),
  )
  return async (endpoint, body, own) => {
    const validate = validators.get(endpoint)
    if (validate === undefined) throw new Error(`no such endpoint: ${endpoint}`)
    const problems = validate(body) ? [] : (validate.errors ?? []).map(fromSchema)
    return [...problems, ...(await checkFiles(schemas.get(endpoint), body, own))]
  }
}

/** Properties that name files: by name alone, as the pages have them. */
const named = /(?:^|_)(?:image|mask|video|audio)(?:_url)?$/

async function checkFiles(
  documented: Documented | undefined,
  body: unknown,
  { url, files }: OwnFiles,
): Promise<readonly Problem[]> {
  if (typeof body !== 'object' || body === null) return []
  const problems: Problem[] = []
  for (const [field, value] of Object.entries(body)) {
    if (typeof value !== 'string' || !named.test(field) || documented?.input.properties[field] === undefined)
      continue
    if (value.startsWith(`${url}/files/`)) {
      if (!files.has(value.slice(`${url}/files/`.length)))
        problems.push({ field, message: 'names a file of this server that is not there' })
      continue
    }
    // No files of its own are below `/outputs/`, where the other server has them.
    const media = await readMedia(value, { url, files: new Map() })
    if ('problem' in media) problems.push({ field, message: media.problem })
  }
  return problems
}

function fromSchema(error: ErrorObject): Problem {
  const at = error.instancePath.slice(1).split('/').filter(Boolean)
  const params: Readonly<Record<string, unknown>> = error.params
  const missing = params['missingProperty'] ?? params['additionalProperty']
  if (typeof missing === 'string') at.push(missing)
  const message =
    error.keyword === 'additionalProperties' ? 'is not documented' : (error.message ?? error.keyword)
  return { field: at.length === 0 ? 'body' : at.join('.'), message }
}
