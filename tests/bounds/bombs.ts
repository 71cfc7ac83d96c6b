import { crc32, deflateRawSync, deflateSync } from 'node:zlib'
import { CAPS } from '#shared/document/workflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { encodePoints, UNIT } from '#shared/mask/points.ts'

/** Untrusted input: small files and texts that try to become large, or to take long. */
export interface Bomb {
  readonly name: string
  readonly make: () => Buffer
}

/** Made once and reused by the next test: packing takes longer than anything else here. */
function once<T>(make: () => T): () => T {
  let made: { readonly bytes: T } | undefined
  return () => (made ??= { bytes: make() }).bytes
}

const madeOnce = <T>(bombs: readonly { readonly name: string; readonly make: () => T }[]) =>
  bombs.map(({ name, make }) => ({ name, make: once(make) }))

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

function png(chunks: readonly Buffer[], width = 1, height = 1, depth = 8): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, 6], 8)
  const row = 1 + (width * 4 * depth) / 8
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...chunks,
    chunk('IDAT', deflateSync(Buffer.alloc(row * height))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A good picture. */
export const onePixel = png([])

const packedText = (keyword: string, text: Uint8Array): Buffer =>
  chunk('zTXt', Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(text)]))
const comment = once(() => packedText('Comment', Buffer.alloc(15 * 2 ** 20, ' ')))
const comments = (count: number): Buffer[] => Array<Buffer>(count).fill(comment())

/** Several in one archive, each under the name that a run's picture has. */
export function zip(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of files) {
    const packed = deflateRawSync(bytes)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(bytes), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(bytes.length, 18)
    facts.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, Buffer.from(name), packed])
    const header = Buffer.alloc(14)
    header.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), facts, header, Buffer.from(name)]),
    )
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, central, Buffer.from('PK\x05\x06', 'latin1'), end])
}

const workflow = (values: object, more: object = {}): string =>
  writeWorkflow({
    format: 'patchbay/workflow',
    version: 1,
    nodes: [{ id: 'a', type: 'local/text', position: { x: 0, y: 0 }, values: { ...values } }],
    edges: [],
    ...more,
  })

const longNumber = `1${'0'.repeat(20)}.${'0'.repeat(199_000)}1`
const numberText = workflow({ text: '@' }).replace('"@"', longNumber)
const long = (piece: string, length = 2 ** 20 - 10): string => piece.repeat(Math.floor(length / piece.length))

/** Texts in place of a workflow. */
export const texts: readonly { readonly name: string; readonly make: () => string }[] = madeOnce([
  { name: 'a number with a tail of 200 kB', make: () => numberText },
  {
    name: 'a name of dots',
    make: () => workflow({ name: `x${long('.')}x` }, { name: `x${'.'.repeat(100_000)}x` }),
  },
  { name: 'eyJ-eyJ-… of 3 MiB', make: () => workflow({ a: long('eyJ-'), b: long('eyJ-'), c: long('eyJ-') }) },
  { name: 'four million empty objects', make: () => `[${'{},'.repeat(4e6)}{}]` },
  { name: 'an object a thousand deep', make: () => '{"a":'.repeat(1000) + '1' + '}'.repeat(1000) },
  { name: 'a text of 4 MiB of backslashed quotes without an end', make: () => `{"a":"${'\\"'.repeat(2e6)}` },
  { name: '4 MiB of no JSON', make: () => long('NaN ', 4 * 2 ** 20) },
  { name: 'as many nodes and cables as a file may have', make: () => largest(CAPS.nodes, CAPS.edges) },
  { name: 'a file of as many bytes as it may have', make: () => largest(CAPS.nodes, CAPS.edges, CAPS.file) },
  { name: 'a few nodes with all the bytes of a file', make: () => largest(20, 0, CAPS.file) },
  {
    name: 'as many objects as a file may have',
    make: () => workflow({ text: 'a', more: Array.from({ length: CAPS.containers - 20 }, () => ({})) }),
  },
  { name: 'a node more than a file may have', make: () => largest(CAPS.nodes + 1, 0) },
  // The first is refused and the second read, as far as its weight allows.
  { name: 'endpoints of 125 kB that refer to all of themselves', make: () => carrying(9, 9000) },
  { name: 'endpoints as heavy as a file may carry', make: () => carrying(50, 75) },
])

/** A workflow with endpoints of its own; each has 500 inputs that refer to one object of so many fields. */
function carrying(count: number, fields: number): string {
  const named = (length: number, value: object): object =>
    Object.fromEntries(Array.from({ length }, (_, at) => [`p${at}`, value]))
  const input = { big: named(fields, {}), properties: named(500, { $ref: '#/big' }) }
  const all = Array.from({ length: count }, (_, at) => at)
  return workflow(
    {},
    {
      nodes: all.map((at) => ({ id: `n${at}`, type: `acme/m${at}`, position: { x: at, y: 0 } })),
      schemas: Object.fromEntries(
        all.map((at) => [
          String(at).padStart(64, '0'),
          { engine: 'acme', modelId: `m${at}`, title: 'a', category: 'a', input, outputs: ['json'] },
        ]),
      ),
    },
  )
}

/** A workflow that is accepted and can run: each node joins three times the text of the first. */
export function largest(nodes: number, edges: number, bytes = 0): string {
  const make = (length: number): string =>
    writeWorkflow({
      format: 'patchbay/workflow',
      version: 1,
      nodes: Array.from({ length: nodes }, (_, at) => ({
        id: `n${at}`,
        type: 'local/join-text',
        position: { x: at, y: 0 },
        values: { first: 'a', second: 'b', unused: 'x'.repeat(length) },
      })),
      edges: Array.from({ length: edges }, (_, at) => ({
        id: `e${at}`,
        from: { node: 'n0', port: 'text' },
        to: {
          node: `n${1 + (Math.floor(at / 3) % (nodes - 1))}`,
          port: ['first', 'second', 'separator'][at % 3] ?? '',
        },
      })).slice(0, 3 * (nodes - 1)),
    })
  return make(Math.max(0, Math.floor((bytes - make(0).length) / nodes)))
}

/** Files in place of a picture. */
export const pictures: readonly Bomb[] = madeOnce([
  {
    name: 'PNG, 20 texts of 15 MiB',
    make: () => png(comments(20)),
  },
  {
    name: 'PNG, 250 texts of 15 MiB',
    make: () => png(comments(250)),
  },
  {
    name: 'PNG, a colour profile of 60 MiB',
    make: () =>
      png([chunk('iCCP', Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(60 * 2 ** 20))]))]),
  },
  {
    name: 'PNG, 300,000 chunks',
    make: () => png(Array.from({ length: 300_000 }, () => chunk('tEXt', Buffer.alloc(0)))),
  },
  { name: 'PNG, 31 megapixels of 16 bits', make: () => png([], 6200, 5000, 16) },
  { name: 'PNG, 65,535 × 65,535 pixels', make: () => png([], 1, 1).fill(0xff, 18, 20).fill(0xff, 22, 24) },
  {
    name: 'PNG, a workflow with a long number',
    make: () => png([packedText('workflow', Buffer.from(numberText))]),
  },
  {
    name: 'PNG, a workflow of four million objects',
    make: () => png([packedText('workflow', Buffer.from(`[${'{},'.repeat(4e6)}{}]`))]),
  },
  { name: 'WebP, XMP of 8 MiB', make: () => riff(Buffer.alloc(8 * 2 ** 20, '<a>')) },
  { name: 'GIF of nothing but its first bytes', make: () => Buffer.from('GIF89a') },
])

function riff(xmp: Buffer): Buffer {
  const head = Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x04\0\0\0\0\0\0\0\0\0XMP \0\0\0\0', 'latin1')
  head.writeUInt32LE(xmp.length, head.length - 4)
  head.writeUInt32LE(head.length + xmp.length - 8, 4)
  return Buffer.concat([head, xmp])
}

const zeros = Buffer.alloc(200 * 2 ** 20)
const runFile = {
  name: 'run.json',
  bytes: Buffer.from(
    JSON.stringify({
      format: 'patchbay/run',
      version: 1,
      name: 'a',
      mode: 'practice',
      only: null,
      state: 'done',
      startedAt: 0,
      finishedAt: 0,
      steps: {},
      makers: {},
      removed: [],
    }),
  ),
}
const withRun = (...files: { name: string; bytes: Uint8Array }[]): Buffer =>
  zip([{ name: 'workflow.patchbay.json', bytes: Buffer.from(workflow({})) }, runFile, ...files])
const picture = (at = 0): string => `pictures/${String(at).padStart(64, '0')}.png`

export const archives: readonly Bomb[] = madeOnce([
  { name: 'ZIP, 200 MiB of zeros', make: () => withRun({ name: picture(), bytes: zeros }) },
  {
    name: 'ZIP, a PNG of 127 MiB of zeros',
    make: () =>
      withRun({ name: picture(), bytes: Buffer.concat([png([]), zeros.subarray(0, 127 * 2 ** 20)]) }),
  },
  {
    name: 'ZIP, 9,000 entries',
    make: () =>
      withRun(...Array.from({ length: 9000 }, (_, at) => ({ name: picture(at), bytes: Buffer.alloc(1) }))),
  },
  {
    name: 'ZIP, a workflow of four million objects',
    make: () =>
      zip([{ name: 'workflow.patchbay.json', bytes: Buffer.from(`[${'{},'.repeat(4e6)}{}]`) }, runFile]),
  },
  {
    name: 'ZIP, a run.json of four million objects',
    make: () =>
      zip([
        { name: 'workflow.patchbay.json', bytes: Buffer.from(workflow({})) },
        { name: 'run.json', bytes: Buffer.from(`[${'{},'.repeat(4e6)}{}]`) },
      ]),
  },
  {
    name: 'ZIP, the largest workflow that is accepted',
    make: () =>
      zip([
        { name: 'workflow.patchbay.json', bytes: Buffer.from(largest(CAPS.nodes, CAPS.edges, CAPS.file)) },
        runFile,
      ]),
  },
  { name: 'ZIP of nothing', make: () => zip([]) },
])

const zigzag = (length: number) =>
  encodePoints(Array.from({ length }, (_, at) => ({ x: at * 6, y: (at % 2) * UNIT, pressure: 255 })))
const steps = {
  lasso: () => ({ tool: 'lasso', points: zigzag(3000).points }),
  fill: () => ({ tool: 'fill', at: [0, 0] }),
  grow: () => ({ tool: 'grow', by: UNIT / 8 }),
}

/** Workflows that paint on a picture of the library. */
export const paintings = (sha256: string, width: number, height: number) =>
  Object.entries(steps).map(([name, step]) => ({
    name: `five steps of the kind ${name}`,
    text: writeWorkflow({
      format: 'patchbay/workflow',
      version: 1,
      nodes: [
        {
          id: 'load',
          type: 'local/load-image',
          position: { x: 0, y: 0 },
          values: { image: { asset: sha256 } },
        },
        {
          id: 'paint',
          type: 'local/paint-mask',
          position: { x: 0, y: 0 },
          values: {
            // The cast: it is JSON.
            painting: {
              version: 1,
              picture: { sha256, width, height },
              steps: Array.from({ length: 5 }, () => step()),
            } as never,
          },
        },
      ],
      edges: [{ id: 'e', from: { node: 'load', port: 'image' }, to: { node: 'paint', port: 'image' } }],
    }),
  }))
