import { AppError } from '../errors.ts'
import type { Json, Media, MediaKind, Value, Values } from '../ports/value.ts'
import { isList, isMediaKind } from '../ports/value.ts'
import type { JobResult } from '../services.ts'
import type { Endpoint } from './endpoint.ts'
import { outputPorts } from './outputPorts.ts'
import { isSchemaNode } from './schemaNode.ts'

const address = /^(https?:\/\/|data:)\S+$/i
/** More than any endpoint answers with; what lies deeper or beyond is no output. */
const DEEPEST = 8
const MOST = 1000

function collect(value: Json | undefined, into: Set<string>, depth: number): void {
  if (into.size >= MOST || depth > DEEPEST) return
  if (typeof value === 'string') {
    if (address.test(value)) into.add(value)
  } else if (isList(value)) {
    for (const item of value) collect(item, into, depth + 1)
  } else if (isSchemaNode(value)) {
    for (const [key, item] of Object.entries(value)) if (key !== 'input') collect(item, into, depth + 1)
  }
}

/** Every address in an endpoint's `output`, each once, in the order in which they stand. */
export function outputAddresses(output: Json): readonly string[] {
  const found = new Set<string>()
  collect(output, found, 0)
  return [...found]
}

/**
 * The addresses for an output of one kind. The one is under `image` and the many under `images`, in whatever shape: a text,
 * a list, objects with a `url`; where one of them is missing the other stands in, and where both are, all that is there.
 */
function addressesOf(output: Json, kind: MediaKind, list: boolean): readonly string[] {
  if (!isSchemaNode(output)) return outputAddresses(output)
  const one = outputAddresses([output[kind] ?? null])
  const many = outputAddresses([output[`${kind}s`] ?? null])
  const [first, second] = list ? [many, one] : [one, many]
  return first.length > 0 ? first : second.length > 0 ? second : outputAddresses(output)
}

const family = (media: Media): string => (media.media === 'mask' ? 'image' : media.media)

/**
 * An endpoint's result as the values of its node's outputs. A port for which there is nothing stays empty; when all do,
 * that is `job.failed`: it was paid for, and the words name the request.
 */
export function readOutput(endpoint: Endpoint, result: JobResult): Values {
  const values: Record<string, Value> = {}
  for (const port of endpoint.outputs) {
    const value = readPort(port, result)
    if (value !== undefined) values[port] = value
  }
  if (Object.keys(values).length > 0) return values
  throw new AppError(
    'job.failed',
    `${endpoint.title} finished without any of its outputs (${endpoint.outputs.join(', ')}). The request id is ${result.requestId}.`,
    { data: { requestId: result.requestId } },
  )
}

function readPort(name: Endpoint['outputs'][number], { output, media }: JobResult): Value | undefined {
  const { kind, list } = outputPorts[name].type
  if (!isMediaKind(kind)) return name === 'json' ? output : readText(output)
  const found = addressesOf(output, kind, list).flatMap((url) => {
    const fetched = media.get(url)
    return fetched !== undefined && family(fetched) === kind ? [fetched] : []
  })
  return list && found.length > 0 ? found : found[0]
}

function readText(output: Json): string | undefined {
  const text = isSchemaNode(output) ? output['text'] : output
  return typeof text === 'string' ? text : undefined
}
