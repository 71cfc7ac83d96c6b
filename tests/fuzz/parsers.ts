import { isDeepStrictEqual } from 'node:util'
import { deflateSync } from 'node:zlib'
import { openZip } from '#main/bundle/archive/openZip.ts'
import { pack } from '#main/bundle/archive/testing/pack.ts'
import { zlib } from '#main/platform/zlib.ts'
import { findMetadata } from '#main/assets/bare/findMetadata.ts'
import { overwriteBytes } from '#main/assets/bare/overwrite.ts'
import { readDataUri } from '#main/assets/dataUri.ts'
import { taggedFiles } from '#main/assets/testing/taggedFiles.ts'
import { sniffFormat } from '#shared/media/formats.ts'
import { describeUnknownFormat } from '#shared/media/unknownFormat.ts'
import { readFailureBody } from '#main/engines/answers/failureBody.ts'
import { costOf } from '#main/engines/fal/cost.ts'
import { readPrices } from '#main/engines/fal/prices.ts'
import { readCancelled, readFullStatus, readJobFailure } from '#main/engines/fal/readAnswer.ts'
import { readModel } from '#main/engines/fal/readModel.ts'
import { readResult, readStatus } from '#main/engines/runcomfy/readAnswer.ts'
import { readJson } from '#main/engines/answers/readJson.ts'
import { readPartOfJson } from '#main/engines/answers/readPartOfJson.ts'
import { readRetryAfter } from '#main/engines/answers/retryAfter.ts'
import { safeName } from '#nodes/local/naming/safeName.ts'
import { importComfy } from '#shared/comfyui/importComfy.ts'
import { readComfy } from '#shared/comfyui/readComfy.ts'
import { prompt, graph } from '#shared/comfyui/testing/files.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { readEndpoint } from '#shared/catalogue/readEndpoint.ts'
import { endpointNode } from '#shared/endpoint/endpointNode.ts'
import { plainInput } from '#shared/endpoint/plainInput.ts'
import { outputAddresses } from '#shared/endpoint/outputAddresses.ts'
import { cleanText } from '#shared/redact/cleanText.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { readPainting } from '#shared/mask/painting.ts'
import { forCodec } from '#shared/picture/forCodec.ts'
import { canEmbed, readTexts, stripTexts, writeTexts } from '#shared/picture/pictureTexts.ts'
import { jpeg, jpegSegment, png, pngChunk, webp, webpChunk } from '#shared/picture/testing/pictures.ts'
import type { Json } from '#shared/ports/value.ts'
import { AppError } from '#shared/errors.ts'
import type { Chance } from '../faults/chance.ts'
import { referringSchema } from './referring.ts'
import { anyJson, mutateBytes, mutateJson, mutateText } from './mutate.ts'

/** A reader of untrusted input. */
export interface Parser {
  readonly name: string
  /** An input, and its processing: it may only throw errors of ours. */
  next(chance: Chance): { readonly input: unknown; act(): unknown }
}

const parser = <T>(name: string, make: (chance: Chance) => T, act: (input: T) => unknown): Parser => ({
  name,
  next(chance) {
    const input = make(chance)
    return { input, act: () => act(input) }
  },
})

const document = {
  format: 'patchbay/workflow',
  version: 1,
  name: 'Harbour',
  nodes: [
    {
      id: 'a',
      type: 'local/text',
      position: { x: 0, y: 0 },
      values: { text: 'a', n: 18_446_744_073 },
      mode: 'muted',
    },
    {
      id: 'b',
      type: 'local/join-text',
      position: { x: 1, y: 0 },
      take: { outputs: {} },
      size: { width: 1, height: 1 },
    },
  ],
  edges: [{ id: 'e', from: { node: 'a', port: 'text' }, to: { node: 'b', port: 'first' } }],
  groups: [{ id: 'g', position: { x: 0, y: 0 }, size: { width: 9, height: 9 } }],
  viewport: { x: 0, y: 0, zoom: 1 },
} satisfies Json
const documentText = JSON.stringify(document).replace('18446744073', '18446744073709551615.000')

/** As from a catalogue or a file: for the ports of a node, and for the practice engine. */
function readSchema(input: Json): unknown {
  const given = { engine: 'acme', modelId: 'a/b', title: 'A', category: 'B', input, outputs: ['image'] }
  const read = readEndpoint(given)
  return read.ok ? [endpointNode(read.endpoint), plainInput(read.endpoint.input)] : null
}

const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const text = new TextEncoder().encode(documentText)
const tiff = latin('Exif\0\0II*\0\b\0\0\0\x01\0\x0f\x01\x02\0\x14\0\0\0\x1a\0\0\0workflow:{"a":1}\0\0\0\0')
const xmp = writeTexts(webp([]), [{ keyword: 'workflow', text: documentText }], zlib)
const pictures = [
  png([
    pngChunk('tEXt', latin('workflow\0{}')),
    pngChunk('zTXt', Uint8Array.from([...latin('prompt\0\0'), ...deflateSync(text)])),
  ]),
  png([pngChunk('iCCP', Uint8Array.from([...latin('a\0\0'), ...deflateSync(text)])), pngChunk('eXIf', tiff)]),
  writeTexts(png([]), [{ keyword: 'workflow', text: documentText }], zlib),
  jpeg([jpegSegment(0xe1, tiff)]),
  writeTexts(jpeg([]), [{ keyword: 'workflow', text: documentText }], zlib),
  webp([webpChunk('EXIF', tiff)]),
  xmp,
]
const clips = await Promise.all(Object.values(taggedFiles).map((make) => make()))
const archive = await pack([
  { name: 'a.json', content: text },
  { name: 'b.png', content: latin('pixels') },
])

const schema: Json = {
  input: {
    type: 'object',
    required: ['prompt'],
    properties: {
      prompt: { type: 'string', maxLength: 100, default: 'a' },
      seed: { type: 'integer', minimum: 0, maximum: 2 ** 31 },
      image_urls: { type: 'array', items: { type: 'string', format: 'uri' } },
      size: { anyOf: [{ $ref: '#/$defs/Size' }, { type: 'null' }] },
      style: { enum: ['a', 'b'], type: 'string' },
      loras: { type: 'array', items: { allOf: [{ $ref: '#/$defs/Lora' }] } },
    },
    $defs: {
      Size: { type: 'string', enum: ['x'] },
      Lora: { type: 'object', properties: { path: { type: 'string' } } },
    },
  },
}
const status: Json = { status: 'in_queue', request_id: 'a', queue_position: 3 }
const result: Json = {
  status: 'completed',
  output: { images: [{ url: 'https://a.example/a.png' }] },
  cost: '0.01',
  created_at: '2026-01-01T00:00:00Z',
}
const falStatus: Json = { status: 'COMPLETED', queue_position: 1, error: 'a', error_type: 'b' }
const falPrices: Json = { prices: [{ endpoint_id: 'a/b', unit_price: 0.1, unit: 'images', currency: 'USD' }] }
const falModel: Json = {
  endpoint_id: 'a/b',
  metadata: { display_name: 'A', category: 'text-to-image', description: 'a', tags: ['b'] },
  openapi: {
    components: {
      schemas: {
        In: {
          type: 'object',
          required: ['prompt'],
          'x-fal-order-properties': ['seed', 'prompt'],
          properties: {
            prompt: { type: 'string' },
            seed: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
            size: { allOf: [{ $ref: '#/components/schemas/Size' }] },
          },
        },
        Size: { type: 'string', enum: ['x'] },
        Out: {
          type: 'object',
          properties: { images: { type: 'array', items: { $ref: '#/components/schemas/File' } } },
        },
        File: { type: 'object', properties: { url: { type: 'string' } } },
      },
    },
    paths: {
      '/a/b': {
        post: {
          requestBody: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/In' } } },
          },
        },
      },
      '/a/b/requests/{request_id}': {
        get: {
          responses: {
            200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Out' } } } },
          },
        },
      },
    },
  },
}
const failure: Json = {
  detail: [{ loc: ['body', 'seed'], msg: 'is odd', type: 'x' }],
  error: { message: 'a', code: 3 },
}
const painting: Json = {
  version: 1,
  picture: { sha256: 'a'.repeat(64), width: 9, height: 9 },
  steps: [
    { tool: 'brush', size: 9, hardness: 9, points: 'AAAA' },
    { tool: 'lasso', points: 'AAAAAA' },
  ],
}

/** A JSON text: a valid one with values of another kind in it, damaged, or random. */
const jsonText = (good: Json, chance: Chance): string => {
  const value = chance.next() < 0.1 ? anyJson(chance, 5) : mutateJson(good, chance)
  const written = JSON.stringify(value)
  return chance.next() < 0.3 ? mutateText(written, chance) : written
}

/** Every import must give a workflow that opens. */
function importAny(written: string, registry: Registry): void {
  const comfy = readComfy(written)
  if (comfy === null) return
  const { workflow } = importComfy(comfy, registry, 'a')
  const read = readWorkflow(writeWorkflow(workflow))
  if (!read.ok)
    throw new Error(
      `the import does not open: ${read.problems[0]?.message} at ${read.problems[0]?.path.join('.')}`,
    )
}

const pieces = [
  'a',
  '.',
  ' ',
  '0',
  'eyJ',
  '-',
  'https://',
  '?',
  'token=',
  'sk-',
  '\uD800',
  '\u202E',
  '/',
  '\\',
  '"',
  '{',
  '%',
]
const anyText = (chance: Chance): string => {
  const piece = chance.pick(pieces)
  return `${chance.pick(pieces)}${piece.repeat(chance.whole(0, 200))}${chance.pick(pieces)}`
}

export const parsersFor = (registry: Registry): readonly Parser[] => [
  parser(
    'workflow',
    (chance) => (chance.next() < 0.5 ? jsonText(document, chance) : mutateText(documentText, chance)),
    readWorkflow,
  ),
  parser(
    'workflow, bytes',
    (chance) => mutateBytes(text, chance),
    (bytes) => readWorkflow(bytes),
  ),
  parser(
    'comfyui prompt',
    (chance) => jsonText(prompt, chance),
    (written) => importAny(written, registry),
  ),
  parser(
    'comfyui graph',
    (chance) => jsonText(graph, chance),
    (written) => importAny(written, registry),
  ),
  parser(
    'picture texts',
    (chance) => mutateBytes(chance.pick(pictures), chance),
    (bytes) => readTexts(bytes, zlib),
  ),
  parser(
    'picture, written',
    (chance) => mutateBytes(chance.pick(pictures), chance),
    (bytes) =>
      canEmbed(bytes) ? stripTexts(writeTexts(bytes, [{ keyword: 'prompt', text: '{}' }], zlib), zlib) : null,
  ),
  parser(
    'picture, for the codec',
    (chance) => mutateBytes(chance.pick(pictures), chance),
    (bytes) => {
      const bare = forCodec(bytes, zlib)
      if (bare.length > bytes.length) throw new Error('the codec is given more than there is')
    },
  ),
  parser(
    'film or sound',
    (chance) => mutateBytes(chance.pick(clips), chance),
    async (bytes) => {
      const read = async (start: number, length: number) => bytes.subarray(start, start + length)
      const bare = overwriteBytes(bytes, await findMetadata({ size: bytes.length, read }))
      if (bare.length !== bytes.length) throw new Error('it has another length')
    },
  ),
  parser(
    'format',
    (chance) => mutateBytes(chance.pick(pictures), chance),
    (bytes) => `${sniffFormat(bytes)}${describeUnknownFormat(bytes)}`,
  ),
  parser(
    'archive',
    (chance) => mutateBytes(archive, chance),
    async (bytes) => {
      const { entries } = await openZip(bytes, { files: 9, fileBytes: 1e6, totalBytes: 1e6 })
      for (const entry of entries.values()) await entry.read(1e6)
    },
  ),
  parser('schema', (chance) => mutateJson(schema, chance, 0.1), readSchema),
  parser('schema that refers', referringSchema, readSchema),
  parser(
    'answers',
    (chance) => jsonText(chance.pick([status, result, failure]), chance),
    (written) => {
      const read = readJson(written)
      const part = readPartOfJson(written)
      // Where nothing is too much, a part is all of it.
      for (const one of [part, readPartOfJson(written, 'bare')])
        if (!isDeepStrictEqual(one?.value, 'value' in read ? read.value : undefined))
          throw new Error('what is read in part is not what is read')
      if ('fault' in read) return
      readStatus(read.value)
      readResult(read.value)
      readFailureBody(read.value)
      outputAddresses(read.value)
    },
  ),
  parser(
    'answers of fal',
    (chance) => jsonText(chance.pick([falStatus, falModel, falPrices, failure]), chance),
    (written) => {
      const read = readJson(written)
      if ('fault' in read) return
      const standing = readFullStatus(read.value)
      readCancelled(read.value)
      readPrices(read.value)
      const answer = {
        status: 500,
        contentType: '',
        retryAfter: null,
        date: null,
        headers: {},
        text: written,
      }
      if (standing !== null) readJobFailure(answer, standing)
      const endpoint = readEndpoint(readModel(read.value))
      if (endpoint.ok) endpointNode(endpoint.endpoint)
    },
  ),
  parser(
    'units',
    (chance) => mutateText(chance.pick(['1', '0.25', '1e-7', '12345678901234.5']), chance),
    (units) => costOf(units, { price: 0.1, unit: '', currency: 'USD' }),
  ),
  parser(
    'retry-after',
    (chance) => mutateText(chance.pick(['12', '1e3', 'Wed, 21 Oct 2026 07:28:00 GMT']), chance),
    (given) => readRetryAfter(given, given, 0),
  ),
  parser('data uri', (chance) => mutateText('data:image/png;base64,AAAA', chance), readDataUri),
  parser('painting', (chance) => mutateJson(painting, chance), readPainting),
  parser('texts', anyText, (given) => `${cleanText(given).text}${safeName(given, 'a')}`),
]

/** Whether the error is one of ours. */
export const isOurs = (thrown: unknown): boolean => thrown instanceof AppError
