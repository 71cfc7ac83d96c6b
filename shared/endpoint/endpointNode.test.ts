import { describe, expect, test } from 'vitest'
import type { Values } from '../ports/value.ts'
import type { JobRequest, JobResult, JobUpdate, Jobs, NodeContext } from '../services.ts'
import { fakeServices } from '../testing/fakeServices.ts'
import { fakeMedia } from '../testing/media.ts'
import type { Endpoint } from '../catalogue/endpoint.ts'
import { endpointNode, wireInput } from './endpointNode.ts'

const endpoint: Endpoint = {
  engine: 'acme',
  modelId: 'acme/paint/fast',
  title: 'Paint',
  category: 'Text to image',
  input: {
    required: ['prompt'],
    properties: {
      prompt: { type: 'string' },
      strength: { type: 'float', default: 0.5 },
      mask_url: { type: 'string' },
    },
  },
  outputs: ['image', 'images'],
}

const address = 'https://outputs.example/a.png'
const answer: JobResult = {
  requestId: 'req-1',
  output: { image: address },
  media: new Map([[address, fakeMedia(1)]]),
  cost: 0.01,
}

/** Runs the endpoint's node with these jobs; records its updates and costs. */
async function runWith(jobs: Jobs, inputs: Values, signal = new AbortController().signal) {
  const updates: JobUpdate[] = []
  const spent: number[] = []
  const notes: string[] = []
  const context: NodeContext = {
    services: fakeServices({ jobs }),
    signal,
    run: { id: 'run-1', workflow: 'w', startedAt: 0 },
    node: { id: 'node-1', title: 'Paint' },
    item: '2',
    progress: () => {},
    update: (update) => void updates.push(update),
    spent: (dollars) => void spent.push(dollars),
    note: (words) => void notes.push(words),
  }
  const outcome = await Promise.resolve(endpointNode(endpoint).run(inputs, context)).catch(
    (thrown: unknown) => thrown,
  )
  return { outcome, updates, spent, notes }
}

describe('an endpoint as a node type', () => {
  test('has its model id as type in files, is remote, and is found by its model id', () => {
    const node = endpointNode({ ...endpoint, keywords: ['draw'], help: 'Draws.', version: 4 })
    expect(node).toMatchObject({
      type: 'acme/acme/paint/fast',
      title: 'Text to image',
      model: 'Paint',
      category: 'Text to image',
      keywords: ['draw', 'acme/paint/fast'],
      help: 'Draws.',
      where: 'remote',
      version: 4,
      effect: false,
      inert: false,
    })
  })

  test('has its schema’s properties as inputs, and its results as outputs', () => {
    const all: Endpoint['outputs'] = ['image', 'images', 'video', 'videos', 'audio', 'audios', 'text', 'json']
    const { inputs, outputs } = endpointNode({ ...endpoint, outputs: all })
    expect(Object.keys(inputs)).toEqual(['prompt', 'strength', 'mask_url'])
    expect(Object.entries(outputs).map(([name, port]) => [name, port.type.kind, port.type.list])).toEqual([
      ['image', 'image', false],
      ['images', 'image', true],
      ['video', 'video', false],
      ['videos', 'video', true],
      ['audio', 'audio', false],
      ['audios', 'audio', true],
      ['text', 'text', false],
      ['json', 'json', false],
    ])
  })
})

describe('a run of an endpoint', () => {
  test('requests one job, with its run and node, and only the inputs that have a value', async () => {
    const requested: JobRequest[] = []
    const { outcome, updates, spent } = await runWith(
      {
        run: (request, { onUpdate }) => {
          requested.push(request)
          onUpdate({ requestId: 'req-1', status: 'in_queue', queuePosition: 3 })
          return Promise.resolve(answer)
        },
      },
      { prompt: 'a hill', strength: 0.5, stray: 1 },
    )
    expect(requested).toEqual([
      { endpoint, input: { prompt: 'a hill', strength: 0.5 }, run: 'run-1', node: 'node-1', item: '2' },
    ])
    expect(updates).toEqual([{ requestId: 'req-1', status: 'in_queue', queuePosition: 3 }])
    expect(spent).toEqual([0.01])
    expect(outcome).toEqual({ image: fakeMedia(1), images: [fakeMedia(1)] })
  })

  test('reports the cost also if the result is unusable', async () => {
    const { outcome, spent } = await runWith({ run: () => Promise.resolve({ ...answer, output: {} }) }, {})
    expect(outcome).toMatchObject({ code: 'job.failed', data: { requestId: 'req-1' } })
    expect(spent).toEqual([0.01])
  })

  test('reports no cost if the engine did not', async () => {
    expect((await runWith({ run: () => Promise.resolve({ ...answer, cost: null }) }, {})).spent).toEqual([])
  })

  test('passes on the signal of its node, so that a cancel reaches the job', async () => {
    const reason = new Error('stop')
    const signals: AbortSignal[] = []
    const run: Jobs['run'] = (_, { signal }) => {
      signals.push(signal)
      return Promise.reject(reason)
    }
    const controller = new AbortController()
    const { outcome } = await runWith({ run }, {}, controller.signal)
    expect(signals).toEqual([controller.signal])
    expect(outcome).toBe(reason)
  })
})

test('false, zero and empty texts are sent, and only what has no value is left out', () => {
  const { inputs } = endpointNode(endpoint)
  expect(wireInput({ prompt: '', strength: 0 }, inputs)).toEqual({ prompt: '', strength: 0 })
})
