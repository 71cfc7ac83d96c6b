import { describe, expect, test } from 'vitest'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import type { Download, PartialFile } from '#main/network/download.ts'
import { done, error, mediaOf, picture, result, setUp, status } from './jobsFixture.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const KIB = 1024
const broken = error('file.unreadable', { status: 200, reason: 'cut-off' })
const film = 'https://outputs.runcomfy.net/1.mp4?sign=1'

interface SlowFile {
  readonly bytes: number
  /** How much each try brings before the connection breaks, and how long that takes in milliseconds. */
  readonly step: number
  readonly duration: number
  /** Whether a broken part can be continued. */
  readonly continued?: boolean
}

/** A job whose output arrives in many tries. */
function fetching({ bytes, step, duration, continued = true }: SlowFile) {
  const clock = fakeClock(0)
  const [tries, sources, removed]: [number[], string[], string[]] = [[], [], []]
  let here = 0
  const part: PartialFile = {
    held: async () => (here === 0 ? null : { bytes: here, total: bytes, validator: '"1"' }),
    complete: async () => null,
    async receive(pieces, { from }) {
      here = from
      try {
        for await (const piece of pieces) here += piece.length
      } finally {
        if (here < bytes && !continued) here = 0
      }
      return {
        path: '',
        sha256: '',
        size: here,
        head: Buffer.from('film'),
        discard: async () => {},
      }
    },
    discard: async () => {},
  }
  const download: Download = async (_, options) => {
    const held = (await options.part?.held()) ?? null
    const from = held?.bytes ?? 0
    tries.push(from)
    async function* pieces(): AsyncGenerator<Uint8Array> {
      await clock.sleep(duration)
      yield new Uint8Array(Math.min(step, bytes - from))
      if (from + step < bytes) throw broken
    }
    const arrival = { from, total: bytes, validator: '"1"', sha256: null, mime: 'video/mp4' }
    const file = await options.part?.receive(pieces(), arrival)
    if (file === undefined) throw new Error('no part')
    return { bytes: file, mime: 'video/mp4' }
  }
  const { start, state } = setUp(
    { ...done, status: [status('completed')], result: [result('completed', { output: { video: film } })] },
    {
      clock,
      egress: { download, isOwnOutput: () => false },
      assets: {
        put: async () => mediaOf('film', 'video'),
        read: () => Promise.reject(new Error('nothing is read')),
        part: ({ source }) => {
          sources.push(source)
          return part
        },
        removeParts: async (owner) => void removed.push(owner),
      },
    },
  )
  return { job: start(), clock, state, tries, sources, removed }
}

describe('a file that breaks off again and again', () => {
  test('is fetched for as long as each try brings more of it', async () => {
    const { job, clock, tries, removed } = fetching({
      bytes: 600 * KIB,
      step: 60 * KIB,
      duration: 9 * MINUTE,
    })
    await clock.advance(2 * HOUR)
    expect(job.end()).toMatchObject({ result: { requestId: 'r1' } })
    expect(tries).toEqual(Array.from({ length: 10 }, (_, index) => index * 60 * KIB))
    expect(removed).toEqual(['job1'])
  })

  test('is given up after ten minutes of a byte now and then, and its part stays', async () => {
    const { job, clock, state, tries, removed } = fetching({ bytes: 600 * KIB, step: 10, duration: MINUTE })
    await clock.advance(HOUR)
    expect(job.failure()).toMatchObject({
      code: 'engine.failed',
      data: { reason: 'cut-off', requestId: 'r1' },
    })
    expect([state(), tries.length < 12, removed]).toEqual(['completed', true, []])
  })

  test('and cannot be continued is given up if no try gets further than one before', async () => {
    const slow = { bytes: 600 * KIB, step: 300 * KIB, duration: MINUTE, continued: false }
    const { job, clock, tries } = fetching(slow)
    await clock.advance(HOUR)
    expect(job.failure()).toMatchObject({ code: 'engine.failed' })
    expect(new Set(tries)).toEqual(new Set([0]))
  })

  test('nor is it fetched without end if each try takes longer than a slow one may', async () => {
    const slow = { bytes: 600 * KIB, step: 300 * KIB, duration: 6 * MINUTE, continued: false }
    const { job, clock, tries } = fetching(slow)
    await clock.advance(6 * HOUR)
    expect(job.failure()).toMatchObject({ code: 'engine.failed' })
    expect(tries.length).toBeLessThan(6)
  })

  test('is tried again after a machine has slept in the middle of a try', async () => {
    const { job, clock, tries } = fetching({ bytes: 600 * KIB, step: 10, duration: 8 * HOUR })
    await clock.advance(8 * HOUR + MINUTE)
    expect([job.end(), tries]).toEqual([null, [0, 10]])
  })
})

test('a part belongs to the address without its signature, which differs from result to result', async () => {
  const { clock, sources } = fetching({ bytes: 10, step: 10, duration: 0 })
  await clock.advance(HOUR)
  expect(sources).toEqual(['https://outputs.runcomfy.net/1.mp4'])
})

describe('a disk that is full', () => {
  const full = error('file.unwritable', { system: 'ENOSPC' })
  const script = { ...done, status: [status('completed')] }

  test('leaves the job open, and says that its output is still to be had', async () => {
    const { start, clock, state } = setUp({ ...script, files: { [picture]: [full] } })
    const job = start()
    await clock.advance(HOUR)
    expect(job.failure()).toMatchObject({
      code: 'file.unwritable',
      message:
        'file.unwritable. The job is done and paid for: its output is fetched as soon as it is asked for again. The request id is r1.',
      data: { system: 'ENOSPC', requestId: 'r1', cost: 0.01 },
    })
    expect(state()).toBe('completed')
  })

  test('costs nothing: the same job brings its output when there is room', async () => {
    const { start, clock, made } = setUp({ ...script, files: { [picture]: [full, 'one'] } })
    start()
    await clock.advance(HOUR)
    const again = start()
    await clock.advance(HOUR)
    expect(again.end()).toMatchObject({ result: { media: new Map([[picture, mediaOf('one')]]) } })
    expect(made('submit')).toHaveLength(1)
  })
})
