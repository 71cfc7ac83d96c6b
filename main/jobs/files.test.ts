import { describe, expect, test } from 'vitest'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import { notesOf, readOutput } from '#shared/endpoint/readOutput.ts'
import type { Json, Media } from '#shared/ports/value.ts'
import type { EngineScript } from './jobsFixture.ts'
import { done, endpoint, error, lighthouse, mediaOf, picture, result, setUp, status } from './jobsFixture.ts'

const hour = 3_600_000
const glb = 'https://outputs.runcomfy.net/r1/mesh%201.glb'
const zip = 'https://outputs.runcomfy.net/r1/all.zip'
const bin = 'https://outputs.runcomfy.net/r1/data.bin'
const quick: EngineScript = { ...done, status: [status('completed')] }
const answering = (output: Json, files: EngineScript['files'] = {}): EngineScript => ({
  ...quick,
  result: [result('completed', { output, cost: 0.01 })],
  files: {
    [picture]: ['picture one'],
    [glb]: ['no picture 1'],
    [zip]: ['no picture 2'],
    [bin]: ['no picture 3'],
    ...files,
  },
})
const fileOf = (text: string, mime: string, name: string): Media => ({ ...mediaOf(text, 'file'), mime, name })
const mesh = fileOf('no picture 1', 'model/gltf-binary', 'mesh 1.glb')

/** Runs the job of an endpoint with these outputs. */
function runWith(all: ReturnType<typeof setUp>, ...outputs: Endpoint['outputs']) {
  const request = {
    endpoint: { ...endpoint, outputs },
    input: lighthouse,
    run: 'run',
    node: 'node',
    item: '0' as const,
  }
  return all.wait((waiter) => all.jobs.run(request, waiter))
}

function resultOf(job: ReturnType<typeof runWith>) {
  const end = job.end()
  if (end !== null && 'result' in end) return end.result
  throw new Error('it brought nothing')
}

describe('a file of an unknown format', () => {
  test.each<[Json, readonly Media[]]>([
    [{ model_mesh: { url: glb } }, [mesh]],
    [{ images: [zip] }, [fileOf('no picture 2', 'application/zip', 'all.zip')]],
    [[bin], [fileOf('no picture 3', 'application/octet-stream', 'data.bin')]],
    [
      { a: glb, b: zip, c: bin },
      [
        mesh,
        fileOf('no picture 2', 'application/zip', 'all.zip'),
        fileOf('no picture 3', 'application/octet-stream', 'data.bin'),
      ],
    ],
  ])('is stored as bytes with its type and its name, and its job is done: %j', async (output, saved) => {
    const all = setUp(answering(output))
    const job = runWith(all, 'file', 'files')
    await all.clock.advance(hour)
    expect([...resultOf(job).media.values()]).toEqual(saved)
    expect(all.store.all()[0]?.phase).toMatchObject({ state: 'downloaded', output, cost: 0.01 })
    expect(all.made('download')).toHaveLength(saved.length)
  })

  test('beside a picture does not affect it, and is reported with its path', async () => {
    const all = setUp(answering({ image: picture, model_mesh: glb }))
    const job = runWith(all, 'image')
    await all.clock.advance(hour)
    const made = resultOf(job)
    const values = readOutput({ ...endpoint, outputs: ['image'] }, made)
    expect(values).toEqual({ image: mediaOf('picture one') })
    expect(notesOf(values, made, () => '/assets/x.bin')).toEqual([
      'mesh 1.glb (model/gltf-binary, 12 bytes) has no output on this node. It is saved as /assets/x.bin.',
    ])
  })

  test('is not fetched repeatedly because it is not a picture', async () => {
    const all = setUp(answering({ image: glb }))
    runWith(all, 'image')
    await all.clock.advance(hour)
    expect(all.made('download')).toHaveLength(1)
  })
})

test('an endpoint that has gained an output reads the earlier stored result, without a request', async () => {
  const first = setUp(answering({ image: picture, model_mesh: glb }))
  const job = runWith(first, 'image')
  await first.clock.advance(hour)
  expect(readOutput({ ...endpoint, outputs: ['image'] }, resultOf(job))).toEqual({
    image: mediaOf('picture one'),
  })
  const later = setUp({}, { left: first.store })
  const again = runWith(later, 'image', 'model')
  await later.clock.advance(hour)
  expect(readOutput({ ...endpoint, outputs: ['image', 'model'] }, resultOf(again))).toEqual({
    image: mediaOf('picture one'),
    model: mesh,
  })
  expect(later.calls).toEqual([])
})

describe('a job of which nothing could be delivered', () => {
  const portal: EngineScript = {
    ...answering({ image: picture }),
    files: { [picture]: ['broken', 'broken', 'broken', 'picture one'] },
  }

  test('has its result read once more by the next run, which delivers what is there by then', async () => {
    const all = setUp(portal)
    const job = runWith(all, 'image')
    await all.clock.advance(hour)
    expect(() => readOutput(endpoint, resultOf(job))).toThrow(/without any of its outputs .*1\.png/)
    const again = runWith(all, 'image')
    await all.clock.advance(hour)
    expect(readOutput(endpoint, resultOf(again))).toEqual({ image: mediaOf('picture one') })
    expect([all.made('submit').length, all.made('result').length]).toEqual([1, 2])
  })

  test('keeps its result when its files are gone by then', async () => {
    const gone = error('file.unreadable', { status: 404, reason: 'status' })
    const all = setUp({ ...portal, files: { [picture]: ['broken', 'broken', 'broken', gone] } })
    const job = runWith(all, 'image')
    await all.clock.advance(hour)
    const again = runWith(all, 'image')
    await all.clock.advance(hour)
    expect(again.end()).toEqual(job.end())
    expect([all.state(), all.made('submit').length]).toEqual(['downloaded', 1])
  })
})

describe('a file that is permanently missing', () => {
  const other = 'https://outputs.runcomfy.net/2.png'

  test.each([
    [error('egress.refused')],
    [error('picture.large')],
    [error('file.unreadable', { status: 404, reason: 'status' })],
  ])('does not affect those that arrived, and is reported as: %s', async (broken) => {
    const all = setUp(answering({ images: [picture, other] }, { [other]: [broken] }))
    const job = runWith(all, 'images')
    await all.clock.advance(hour)
    expect(resultOf(job)).toMatchObject({
      media: new Map([[picture, mediaOf('picture one')]]),
      notes: [`A file of the result did not come: ${broken.message}`],
    })
    expect(all.state()).toBe('downloaded')
  })

  test('and that may arrive later is awaited: the job is not done, and its cost is known', async () => {
    const passing = error('file.unreadable', { status: 503, reason: 'status' })
    const all = setUp(answering({ images: [picture, other] }, { [other]: [passing] }))
    const job = runWith(all, 'images')
    await all.clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'engine.failed', data: { requestId: 'r1', cost: 0.01 } })
    expect(all.state()).toBe('completed')
  })
})

test('a text that is an address is a text, whatever is at the address', async () => {
  const page = 'https://elsewhere.example/page'
  const all = setUp(answering({ text: page }, { [page]: [error('egress.refused')] }))
  const job = runWith(all, 'text')
  await all.clock.advance(hour)
  expect(readOutput({ ...endpoint, outputs: ['text'] }, resultOf(job))).toEqual({ text: page })
})

test('an impossible cost is recorded as evidence, reported, and counts as unknown', async () => {
  const all = setUp({
    ...quick,
    result: [result('completed', { output: { image: picture }, cost: null, oddCost: -5 })],
  })
  const job = runWith(all, 'image')
  await all.clock.advance(hour)
  expect(resultOf(job)).toMatchObject({
    cost: null,
    notes: ['The engine said that this cost -5, which cannot be: its cost counts as unknown.'],
  })
  expect(all.store.all()[0]?.phase).toMatchObject({ state: 'downloaded', cost: null, oddCost: -5 })
})

test('the cost of an earlier job is charged only to the run that requested it', async () => {
  const all = setUp(answering({ image: picture }))
  const first = runWith(all, 'image')
  await all.clock.advance(hour)
  const request = { endpoint, input: lighthouse, run: 'another run', node: 'node', item: '0' as const }
  const second = all.wait((waiter) => all.jobs.run(request, waiter))
  await all.clock.advance(hour)
  expect([resultOf(first).cost, resultOf(second).cost]).toEqual([0.01, null])
})

test('outputs of a failed job are recorded as evidence', async () => {
  const all = setUp({
    ...quick,
    result: [result('failed', { error: 'one of two', output: { images: [picture] }, cost: 0.005 })],
  })
  const job = runWith(all, 'images')
  await all.clock.advance(hour)
  expect(job.failure()).toMatchObject({ code: 'job.failed' })
  expect(all.store.all()[0]?.phase).toMatchObject({
    state: 'failed',
    charged: 'yes',
    told: { output: { images: [picture] }, cost: 0.005 },
  })
})
