import { expect, test } from 'vitest'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import { notesOf, readOutput } from '#shared/endpoint/readOutput.ts'
import type { Media } from '#shared/ports/value.ts'
import type { EngineScript } from './jobsFixture.ts'
import { done, endpoint, error, lighthouse, mediaOf, picture, result, setUp, status } from './jobsFixture.ts'

const hour = 3_600_000
const text = `{"output": as long as it may be}`
const whole: Media = { ...mediaOf(text, 'file'), mime: 'application/json', name: 'answer.json' }
const large: EngineScript = {
  ...done,
  status: [status('completed')],
  result: [result('completed', { output: { image: picture }, cost: 0.01, text })],
}

/** Runs the job of an endpoint with these outputs. */
function runWith(all: ReturnType<typeof setUp>, ...outputs: Endpoint['outputs']) {
  const asked = {
    endpoint: { ...endpoint, outputs },
    input: lighthouse,
    run: 'run',
    node: 'node',
    item: '0' as const,
  }
  return all.wait((waiter) => all.jobs.run(asked, waiter))
}

function resultOf(job: ReturnType<typeof runWith>) {
  const end = job.end()
  if (end !== null && 'result' in end) return end.result
  throw new Error('it brought nothing')
}

test('an answer that is too large to be read is stored unmodified, and its job is done with what was found', async () => {
  const all = setUp(large)
  const job = runWith(all, 'image', 'json')
  await all.clock.advance(hour)
  const made = resultOf(job)
  const values = readOutput({ ...endpoint, outputs: ['image', 'json'] }, made)
  expect(values).toEqual({ image: mediaOf('picture one') })
  expect(notesOf(values, made, () => '/assets/a.bin')).toEqual([
    `The engine's answer (${text.length} bytes) is too large to be read whole: what is shown was found at its start. All of it is saved as /assets/a.bin.`,
  ])
  expect(all.store.all().map(({ phase }) => phase)).toEqual([
    {
      state: 'downloaded',
      request: expect.objectContaining({ requestId: 'r1' }),
      output: { image: picture },
      cost: 0.01,
      whole,
      media: [
        [picture, mediaOf('picture one')],
        ['answer.json', whole],
      ],
    },
  ])
  expect(all.assetsPut).toContainEqual([
    text,
    'file',
    { from: 'job', requestId: 'r1', url: '', at: expect.any(Number) },
  ])
})

test('if nothing of it can be delivered its job has ended too, and the next run reads it again and pays nothing', async () => {
  const all = setUp({ ...large, result: [result('completed', { output: {}, cost: 0.01, text })] })
  for (const asked of [1, 2]) {
    const made = runWith(all, 'json')
    await all.clock.advance(hour)
    expect(() => readOutput({ ...endpoint, outputs: ['json'] }, resultOf(made))).toThrow(
      /finished without any of its outputs \(json\)[^]* All of it is saved in the library\.$/,
    )
    expect(all.store.all()[0]?.phase).toMatchObject({ state: 'downloaded', cost: 0.01, whole })
    expect(all.made('result')).toHaveLength(asked)
  }
  expect(all.made('submit')).toHaveLength(1)
})

test('an answer that cannot be stored here is read again, and its job continues', async () => {
  const full = () => Promise.reject(error('file.unwritable'))
  const read = () => Promise.reject(new Error('nobody reads it'))
  const all = setUp(large, { assets: { put: full, read } })
  const job = runWith(all, 'image')
  await all.clock.advance(hour)
  expect(job.failure().code).toBe('file.unwritable')
  expect(all.state()).toBe('in_progress')
})

test('an answer that is gone from the library is read again', async () => {
  const first = setUp(large)
  runWith(first, 'image')
  await first.clock.advance(hour)
  const again = setUp(large, { left: first.store, has: ({ media }) => media !== 'file' })
  const job = runWith(again, 'image')
  await again.clock.advance(hour)
  expect(resultOf(job)).toMatchObject({ whole })
  expect(again.assetsPut.map(([put]) => put)).toContain(text)
})
