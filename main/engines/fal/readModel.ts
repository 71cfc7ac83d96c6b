import { z } from 'zod'
import type { OutputName } from '#shared/catalogue/endpoint.ts'
import { ENDPOINT_CAPS } from '#shared/catalogue/readEndpoint.ts'
import type { SchemaNode } from '#shared/endpoint/schemaNode.ts'
import {
  asList,
  asText,
  followRef,
  isSchemaNode,
  propertiesOf,
  resolveSchema,
} from '#shared/endpoint/schemaNode.ts'
import { createWeigher } from '#shared/endpoint/schemaWeight.ts'
import type { Json } from '#shared/ports/value.ts'
import { parseAs } from '#shared/problems/parseAs.ts'
import { quote } from '../answers/quote.ts'

const absent = <T extends z.ZodType>(type: T) => type.optional().catch(undefined)

/** One entry of the catalogue, with its document if it was asked for. */
export const Model = z.object({
  endpoint_id: z.string().min(1),
  metadata: z
    .object({
      display_name: absent(z.string()),
      category: absent(z.string()),
      description: absent(z.string()),
      status: absent(z.string()),
      tags: z.array(z.string()).catch([]).default([]),
    })
    .catch({ tags: [] })
    .default({ tags: [] }),
  openapi: absent(z.json()),
})
export type Model = z.infer<typeof Model>

/** An `Endpoint`, unchecked: the catalogue checks it like any other from outside. */
export interface FalEndpoint {
  readonly engine: string
  readonly modelId: string
  readonly title: string
  readonly category: string
  readonly keywords: readonly string[]
  readonly help?: string
  readonly input: SchemaNode
  readonly outputs: readonly OutputName[]
}

/** How much is read of the input, and of the outputs, when references are followed: see `createWeigher`. */
const MAX_WEIGHT = ENDPOINT_CAPS.weight
const MAX_WORDS = 280
const MAX_KEYWORDS = 40
const MAX_HELP = 4000

/** An entry of the catalogue as an endpoint; null if its document says nothing about its input. */
export function readModel(value: Json): FalEndpoint | null {
  const { data } = parseAs(Model, value)
  const document = data?.openapi
  if (data === undefined || !isSchemaNode(document)) return null
  const input = readInputSchema(document, data.endpoint_id)
  if (input === null) return null
  const { display_name: title, category, description, tags } = data.metadata
  return {
    engine: 'fal',
    modelId: data.endpoint_id,
    title: quote(title ?? '', MAX_WORDS) || data.endpoint_id,
    category: humanise(quote(category ?? '', MAX_WORDS)) || 'Other',
    keywords: tags.slice(0, MAX_KEYWORDS).map((tag) => quote(tag, MAX_WORDS)),
    ...(description !== undefined && { help: quote(description, MAX_HELP) }),
    input,
    outputs: readOutputs(document, data.endpoint_id),
  }
}

/** `image-to-video` → `Image to video`. */
function humanise(category: string): string {
  const words = category.replaceAll(/[-_]/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What a document says about one path and method. */
function operationOf(document: SchemaNode, path: string, method: 'post' | 'get'): SchemaNode | undefined {
  const paths = document['paths']
  const item = isSchemaNode(paths) && Object.hasOwn(paths, path) ? paths[path] : undefined
  const operation = isSchemaNode(item) ? item[method] : undefined
  return isSchemaNode(operation) ? operation : undefined
}

/** The first operation with that method whose path `accepts`. */
function findOperation(
  document: SchemaNode,
  method: 'post' | 'get',
  accepts: (path: string) => boolean,
): SchemaNode | undefined {
  const paths = isSchemaNode(document['paths']) ? Object.keys(document['paths']) : []
  const path = paths.find((one) => accepts(one) && operationOf(document, one, method) !== undefined)
  return path === undefined ? undefined : operationOf(document, path, method)
}

const jsonSchemaOf = (body: Json | undefined): SchemaNode | undefined => {
  const content = isSchemaNode(body) ? body['content'] : undefined
  const json = isSchemaNode(content) ? content['application/json'] : undefined
  const schema = isSchemaNode(json) ? json['schema'] : undefined
  return isSchemaNode(schema) ? schema : undefined
}

/**
 * The schema of what a submit sends: what the path of the endpoint refers to, whatever that is called. It brings along
 * the schemas that it refers to, and its properties are in the order in which fal shows them. Null if there is none.
 */
export function readInputSchema(document: SchemaNode, modelId: string): SchemaNode | null {
  const operation =
    operationOf(document, `/${modelId}`, 'post') ??
    findOperation(document, 'post', (path) => !path.includes('/requests/'))
  const schema = jsonSchemaOf(operation?.['requestBody'])
  if (schema === undefined || createWeigher(document)(schema) > MAX_WEIGHT) return null
  const object = resolveSchema(document, schema)
  const properties = propertiesOf(object)
  if (properties === undefined) return null
  const ordered = { ...object, properties: inOrder(properties, object['x-fal-order-properties']) }
  const schemas = referredSchemas(document, ordered)
  return Object.keys(schemas).length === 0 ? ordered : { ...ordered, components: { schemas } }
}

function inOrder(properties: SchemaNode, order: Json | undefined): SchemaNode {
  const names = asList(order).filter((name): name is string => typeof name === 'string')
  const rank = new Map(names.map((name, index) => [name, index] as const))
  const entries = Object.entries(properties).toSorted(
    ([one], [other]) => (rank.get(one) ?? names.length) - (rank.get(other) ?? names.length),
  )
  return Object.fromEntries(entries)
}

const MAX_SCHEMAS = 300
const SCHEMA_PATH = '#/components/schemas/'

/** The named schemas that a schema refers to, and those that they refer to. */
function referredSchemas(document: SchemaNode, schema: SchemaNode): SchemaNode {
  const found = new Map<string, SchemaNode>()
  const open: Json[] = [schema]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue
    for (const part of Object.values(value)) open.push(part)
    const ref = isSchemaNode(value) ? asText(value['$ref']) : ''
    const name = ref.startsWith(SCHEMA_PATH) ? ref.slice(SCHEMA_PATH.length) : ''
    const target = name === '' || found.has(name) ? undefined : followRef(document, ref)
    if (target === undefined || found.size >= MAX_SCHEMAS) continue
    found.set(name, target)
    open.push(target)
  }
  return Object.fromEntries(found)
}

/** The names of output fields, by what they contain. The last word counts: `model_mesh`, `output_video`. */
const kinds: readonly (readonly [pattern: RegExp, name: 'image' | 'video' | 'audio' | 'model'])[] = [
  [/^(images?|pictures?|masks?|frames?|photos?|thumbnails?|previews?)$/, 'image'],
  [/^(videos?|animations?|gifs?)$/, 'video'],
  [/^(audios?|sounds?|speech|music|voices?|songs?)$/, 'audio'],
  [/^(mesh|meshes|glbs?|model3d|gltf|obj|usdz|fbx)$/, 'model'],
]

/** Fields that are about the job, not of it. */
const about = /^(seed|timings?|has_nsfw_concepts|prompt|request_id|logs|metrics|status|duration|usage|cost)$/

/** The outputs that a document promises: files as `{ url, … }` first, else a text, a number or a yes or no, else JSON. */
export function readOutputs(document: SchemaNode, modelId: string): readonly OutputName[] {
  const weigh = createWeigher(document)
  const schema = readOutputSchema(document, modelId, weigh)
  const properties = schema === undefined ? undefined : propertiesOf(schema)
  let left = MAX_WEIGHT
  const fields = Object.entries(properties ?? {}).flatMap(([name, value]) => {
    if (!isSchemaNode(value)) return []
    left -= weigh(value)
    return left < 0 ? [] : [{ name, node: resolveSchema(document, value) }]
  })
  const files = fields.flatMap(({ name, node }) => fileOutputs(document, name, node))
  if (files.length > 0) return [...new Set(files)]
  const values = fields.filter(({ name }) => !about.test(name))
  const [only] = values
  if (only === undefined || values.length > 1) {
    const text = values.find(
      ({ name, node }) => node['type'] === 'string' && /^(output|text|result)$/.test(name),
    )
    return text === undefined ? ['json'] : ['text', 'json']
  }
  return [scalarOutput(document, only.node)]
}

function readOutputSchema(
  document: SchemaNode,
  modelId: string,
  weigh: (node: SchemaNode) => number,
): SchemaNode | undefined {
  const own = findOperation(document, 'get', (path) => path.endsWith('/requests/{request_id}'))
  // A document of the direct API has the output in the answer to the submit itself.
  const operation = own ?? operationOf(document, `/${modelId}`, 'post')
  const responses = operation?.['responses']
  const schema = jsonSchemaOf(isSchemaNode(responses) ? responses['200'] : undefined)
  return schema === undefined || weigh(schema) > MAX_WEIGHT ? undefined : resolveSchema(document, schema)
}

function fileOutputs(document: SchemaNode, name: string, node: SchemaNode): readonly OutputName[] {
  const { items } = node
  if (node['type'] === 'array' && isSchemaNode(items)) {
    const kind = fileKind(name, resolveSchema(document, items))
    return kind === null ? [] : kind === 'image' ? ['image', 'images'] : [`${kind}s`]
  }
  const kind = fileKind(name, node)
  return kind === null ? [] : [kind]
}

/** The kind of a file in an output; null if it is no file. */
function fileKind(name: string, node: SchemaNode): 'image' | 'video' | 'audio' | 'model' | 'file' | null {
  const properties = propertiesOf(node)
  const isFile = properties !== undefined && Object.hasOwn(properties, 'url')
  if (!isFile) return null
  const words = [name, asText(node['title'])].flatMap((text) =>
    text
      .replaceAll(/([a-z])([A-Z0-9])/g, '$1_$2')
      .toLowerCase()
      .split(/[_\s-]+/),
  )
  for (const word of words.toReversed())
    for (const [pattern, kind] of kinds) if (pattern.test(word)) return kind
  return 'file'
}

function scalarOutput(document: SchemaNode, node: SchemaNode): OutputName {
  switch (node['type']) {
    case 'string':
      return 'text'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'array': {
      const items = isSchemaNode(node['items']) ? resolveSchema(document, node['items']) : {}
      return items['type'] === 'string' ? 'texts' : 'json'
    }
    default:
      return 'json'
  }
}
