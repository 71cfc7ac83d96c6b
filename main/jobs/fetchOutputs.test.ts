import { describe, expect, test } from 'vitest'
import { done, error, mediaOf, picture, result, setUp, status } from './jobsFixture.ts'

const hour = 3_600_000
const other = 'https://outputs.runcomfy.net/2.png'
const gone = (code: number) => error('file.unreadable', { status: code, reason: 'status' })
const broken = error('file.unreadable', { status: null, reason: 'reset' })
const quick = { ...done, status: [status('completed')] }

test('several files are fetched in parallel, and each is returned under its address', async () => {
  const { start, clock } = setUp({
    ...quick,
    result: [result('completed', { output: { image: picture, images: [picture, other] } })],
    files: { [picture]: ['one'], [other]: ['two'] },
  })
  const job = start()
  await clock.advance(hour)
  expect(job.end()).toMatchObject({
    result: {
      media: new Map([
        [picture, mediaOf('one')],
        [other, mediaOf('two')],
      ]),
    },
  })
})

test('nothing waits behind files that are slow: after a minute each makes room for another', async () => {
  const slow = Array.from({ length: 20 }, (_, index) => `https://outputs.runcomfy.net/slow-${index}.png`)
  const arrived = Promise.withResolvers<string>()
  const { start, clock, made } = setUp({
    ...quick,
    result: [result('completed', { output: { images: [...slow, other] } })],
    files: Object.fromEntries([
      ...slow.map((address) => [address, [() => arrived.promise]]),
      [other, ['two']],
    ]),
  })
  const job = start()
  const requested: number[] = []
  for (const passed of [400, 59_000, 1000, 60_000, 60_000, hour]) {
    await clock.advance(passed)
    requested.push(made('download').length)
  }
  // Sixteen at the most, so that a thousand slow files do not open a thousand connections.
  expect(requested).toEqual([4, 4, 8, 12, 16, 16])
  arrived.resolve('one')
  await clock.advance(hour)
  expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
  expect(made('download')).toHaveLength(21)
})

test('a file that does not arrive at once is requested again', async () => {
  const { start, clock, made } = setUp({
    ...quick,
    files: { [picture]: [broken, gone(503), gone(429), 'one'] },
  })
  const job = start()
  await clock.advance(hour)
  expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
  expect(made('download')).toHaveLength(4)
  expect(made('result')).toHaveLength(1)
})

test('a file that never arrives ends the job with the request id, its result being known', async () => {
  const { start, clock, store } = setUp({ ...quick, files: { [picture]: [broken] } })
  const job = start()
  await clock.advance(hour)
  expect(job.failure()).toMatchObject({ code: 'engine.failed', data: { reason: 'reset', requestId: 'r1' } })
  expect(store.all()[0]?.phase).toMatchObject({ state: 'completed', output: { image: picture } })
})

describe('a file that is gone', () => {
  test.each([401, 403, 404, 410])('with %d is searched in the result once more', async (code) => {
    const { start, clock, store } = setUp({
      ...quick,
      result: [...(done.result ?? []), result('completed', { output: { image: other }, cost: 0.01 })],
      files: { [picture]: [gone(code)], [other]: ['two'] },
    })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toEqual({
      result: {
        requestId: 'r1',
        output: { image: other },
        media: new Map([[other, mediaOf('two')]]),
        cost: 0.01,
      },
    })
    expect(store.all()[0]?.phase).toMatchObject({
      state: 'downloaded',
      output: { image: other },
      media: [[other, mediaOf('two')]],
    })
  })

  test('after three more results is expired', async () => {
    const { start, clock, made, store } = setUp({ ...quick, files: { [picture]: [gone(403)] } })
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code: 'job.expired', data: { status: 403, requestId: 'r1' } })
    expect(made('result')).toHaveLength(4)
    expect(store.all()[0]?.phase).toMatchObject({ state: 'expired', output: { image: picture } })
  })

  test('does not discard the others', async () => {
    const { start, clock, made } = setUp({
      ...quick,
      result: [
        result('completed', { output: { images: [picture, other] } }),
        error('engine.failed'),
        result('completed', { output: { images: [picture, other] } }),
      ],
      files: { [picture]: [gone(404), gone(404), 'one'], [other]: ['two'] },
    })
    const job = start()
    await clock.advance(hour)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(made('download').filter(([, address]) => address === other)).toHaveLength(1)
  })
})

test('a file that is not a picture is fetched three times, and then stored as it is', async () => {
  const { start, clock, made, assetsPut, state } = setUp({ ...quick, files: { [picture]: ['broken'] } })
  const job = start()
  await clock.advance(hour)
  expect(job.end()).toMatchObject({
    result: { media: new Map([[picture, { ...mediaOf('broken', 'file'), name: '1.png' }]]), cost: 0.01 },
  })
  expect(made('download')).toHaveLength(3)
  expect(assetsPut.map(([text, kind]) => [text, kind])).toEqual([['broken', 'file']])
  expect(state()).toBe('downloaded')
})

test.each(['egress.refused', 'picture.large'] as const)(
  'a file with %s is not requested again',
  async (code) => {
    const { start, clock, made } = setUp({ ...quick, files: { [picture]: [error(code)] } })
    const job = start()
    await clock.advance(hour)
    expect(job.failure()).toMatchObject({ code, data: { requestId: 'r1' } })
    expect(made('download')).toHaveLength(1)
  },
)

test('an output on a host that belongs to somebody else is not lost: the result stays, and the message says so', async () => {
  const { start, clock, store } = setUp({ ...quick, files: { [picture]: [error('egress.refused')] } })
  const job = start()
  await clock.advance(hour)
  expect(job.failure().message).toBe(
    'egress.refused. The job is done and paid for: its result stays in the library, and at the engine under its request. The request id is r1.',
  )
  expect(store.all()[0]?.phase).toMatchObject({ state: 'completed', output: { image: picture } })
})

test('a link beside the outputs is no reason to fail', async () => {
  const licence = 'https://elsewhere.example/licence'
  const { start, clock } = setUp({
    ...quick,
    result: [result('completed', { output: { image: picture, licence } })],
    files: { [picture]: ['one'], [licence]: [error('egress.refused')] },
  })
  const job = start()
  await clock.advance(hour)
  expect(job.end()).toMatchObject({ result: { media: new Map([[picture, mediaOf('one')]]) } })
})

test('a picture inside the answer needs no call', async () => {
  const data = `data:image/png;base64,${Buffer.from('inline').toString('base64')}`
  const { start, clock, made, assetsPut } = setUp({
    ...quick,
    result: [result('completed', { output: { image: data } })],
  })
  const job = start()
  await clock.advance(hour)
  expect(job.end()).toMatchObject({ result: { media: new Map([[data, mediaOf('inline')]]) } })
  expect(assetsPut[0]).toEqual(['inline', 'image', { from: 'job', requestId: 'r1', url: 'data:', at: 400 }])
  expect(made('download')).toEqual([])
})
