import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { Json, Values } from '../ports/value.ts'
import type { Jobs, NodeContext } from '../services.ts'
import { fakeServices } from '../testing/fakeServices.ts'
import { fakeMedia } from '../testing/media.ts'
import type { Endpoint } from '../catalogue/endpoint.ts'
import { endpointNode } from './endpointNode.ts'
import { readText } from './outputValues.ts'
import { plainInput } from './plainInput.ts'
import { notesOf, readOutput } from './readOutput.ts'

const paint = (properties: Endpoint['input'][string], more: Partial<Endpoint> = {}): Endpoint => ({
  engine: 'runcomfy',
  modelId: 'acme/paint',
  title: 'Paint',
  category: 'Test',
  input: { properties },
  outputs: ['image', 'images'],
  ...more,
})

describe('how many images a job will make', () => {
  test.each<[string, Endpoint['input'][string], Values, object]>([
    [
      'is what the counter of the schema says',
      { num_images: { type: 'integer' } },
      { num_images: 3 },
      { images: 3 },
    ],
    ['is one without a counter', { prompt: { type: 'string' } }, { prompt: 'a' }, { images: 1 }],
    ['is not known where the counter has no number', { num_images: { type: 'integer' } }, {}, {}],
    [
      'is not known where the schema names a most alone',
      { max_images: { type: 'integer' } },
      { max_images: 4 },
      {},
    ],
    [
      'is what the counter says, also beside a most',
      { n: { type: 'integer' }, max_images: { type: 'integer' } },
      { n: 2 },
      { images: 2 },
    ],
  ])('%s', (_, properties, inputs, counts) => {
    expect(endpointNode(paint(properties)).counts?.(inputs)).toEqual(counts)
  })
})

/** Runs an endpoint's node whose job ends like this; returns what it threw and what was spent. */
async function failing(
  thrown: Error,
): Promise<{ readonly thrown: unknown; readonly spent: readonly number[] }> {
  const spent: number[] = []
  const jobs: Jobs = { run: () => Promise.reject(thrown) }
  const context: NodeContext = {
    services: fakeServices({ jobs }),
    signal: new AbortController().signal,
    run: { id: 'run-1', workflow: 'w', startedAt: 0 },
    node: { id: 'node-1', title: 'Paint' },
    item: '0',
    progress: () => {},
    update: () => {},
    spent: (dollars) => void spent.push(dollars),
    note: () => {},
  }
  const caught = await Promise.resolve(endpointNode(paint({})).run({}, context)).catch(
    (error: unknown) => error,
  )
  return { thrown: caught, spent }
}

test('what a failed job cost counts where the engine said it, and the failure stays what it was', async () => {
  const paid = new AppError('job.awaited', 'The output is awaited.', { data: { cost: 0.04 } })
  const free = new AppError('job.failed', 'It failed.')
  const other = new Error('no answer')
  expect(await Promise.all([paid, free, other].map(failing))).toEqual([
    { thrown: paid, spent: [0.04] },
    { thrown: free, spent: [] },
    { thrown: other, spent: [] },
  ])
})

test('whether a result is stored is asked of the jobs; without a job store it is not', () => {
  const { stored } = endpointNode(paint({ prompt: { type: 'string' } }))
  const requested: unknown[] = []
  const recording: Jobs = {
    run: () => Promise.reject(new Error('not asked')),
    stored: ({ input }) => {
      requested.push(input)
      return true
    },
  }
  expect(stored?.({ prompt: 'a', stray: 1 }, fakeServices({ jobs: recording }))).toBe(true)
  expect(requested).toEqual([{ prompt: 'a' }])
  expect(stored?.({}, fakeServices({ jobs: { run: recording.run } }))).toBe(false)
})

test.each<[string, Json]>([
  ['null', null],
  ['nothing', {}],
  ['null in a field', { answer: null }],
  ['two numbers, of which neither is named', { width: 1, height: 2 }],
  ['a number that is wrapped more often than any answer is', { a: { a: { a: { a: { a: { a: 1 } } } } } }],
])('no text is read from %s', (_, output) => {
  expect(readText(output)).toBe(undefined)
})

test('a file that no output takes is reported with its name and its path, if known', () => {
  const [mesh, unnamed] = [
    fakeMedia(1, 'file', { mime: 'model/gltf-binary', name: 'mesh.glb' }),
    fakeMedia(2, 'file', { mime: 'application/zip' }),
  ]
  const addresses = ['https://outputs.example/mesh.glb', 'https://outputs.example/x']
  const result = {
    requestId: 'req-1',
    output: addresses,
    media: new Map(addresses.map((address, index) => [address, index === 0 ? mesh : unnamed])),
    cost: null,
  }
  const noted = { ...result, notes: ['The cost was not believed.'] }
  expect(notesOf({ image: [mesh], text: 'a', image2: unnamed }, result)).toEqual([])
  expect(notesOf({}, noted)).toEqual([
    'The cost was not believed.',
    'mesh.glb (model/gltf-binary, 1001 bytes) has no output on this node. It is saved in the library.',
    'A file (application/zip, 1002 bytes) has no output on this node. It is saved in the library.',
  ])
  expect(notesOf({}, result, ({ sha256 }) => `/assets/${sha256.slice(-1)}`)).toEqual([
    'mesh.glb (model/gltf-binary, 1001 bytes) has no output on this node. It is saved as /assets/1.',
    'A file (application/zip, 1002 bytes) has no output on this node. It is saved as /assets/2.',
  ])
})

test('an input as plain data names its files by their kind, and a mask as an image', () => {
  const properties = {
    prompt: { type: 'string' },
    image_url: { type: 'string' },
    mask_image_url: { type: 'string' },
    video_url: { type: 'string' },
    audio_url: { type: 'string' },
  }
  expect(plainInput({ properties, required: ['prompt', 'gone'] })).toEqual({
    properties,
    required: ['prompt'],
    media: { image_url: 'image', mask_image_url: 'image', video_url: 'video', audio_url: 'audio' },
    open: false,
  })
  expect(plainInput({})).toMatchObject({ properties: {}, required: [], media: {}, open: true })
  expect(plainInput({ required: ['gone'] }).required).toEqual([])
})

test('a file of any format is found under its own name, and else under any', () => {
  const address = 'https://outputs.example/mesh.glb'
  const file = fakeMedia(1, 'file', { mime: 'model/gltf-binary' })
  const result = { requestId: 'req-1', media: new Map([[address, file]]), cost: null }
  const read = (output: Json) => readOutput(paint({}, { outputs: ['file', 'files'] }), { ...result, output })
  expect(read({ file: address })).toEqual({ file, files: [file] })
  expect(read({ mesh: { url: address } })).toEqual({ file, files: [file] })
  expect(read({ files: [address] })).toEqual({ file, files: [file] })
  expect(read({ image: address })).toEqual({ file, files: [file] })
  const preview = 'https://outputs.example/preview.png'
  const both = new Map([
    [address, file],
    [preview, fakeMedia(2)],
  ])
  const output = { file: preview, mesh: address }
  expect(readOutput(paint({}, { outputs: ['file'] }), { ...result, media: both, output })).toEqual({ file })
})
