import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { FakeEngineOptions, Mishap } from './engineFixture.ts'
import type { Job } from './job.ts'
import { lighthouse } from './jobsFixture.ts'
import { payer } from './leftFixture.ts'
import type { End, ProcessOptions, ProcessFixture } from './processFixture.ts'
import { createProcessFixture, faultsOf, resolveUnknown, startProcess, stuck } from './processFixture.ts'

const hour = 3_600_000

/** What happens to the first process besides being killed. */
interface Story {
  /** By call, its faults in turn. */
  readonly befalls?: { readonly [call: string]: readonly (Mishap | null)[] }
  /** When the user cancels the job, in milliseconds. */
  readonly cancelAfter?: number
}

const stories: readonly (readonly [string, Story])[] = [
  ['on its way', {}],
  ['that a busy engine turns away first', { befalls: { submit: ['busy', 'unreachable'] } }],
  ['of which the answer is lost', { befalls: { submit: ['lost'] } }],
  ['of which nobody knows that it never arrived', { befalls: { submit: ['broken'] } }],
  [
    'at an engine that comes and goes',
    { befalls: { status: ['broken', 'odd', 'lost'], result: ['broken'] } },
  ],
  ['whose file does not come at once', { befalls: { download: ['broken'] } }],
  [
    'whose output comes after it was called completed',
    { befalls: { result: ['late', 'late', 'broken', 'late'] } },
  ],
  ['that is accepted with an error that names it', { befalls: { submit: ['late'] } }],
  ['that is refused with an error that names no request there is', { befalls: { submit: ['ghost'] } }],
  [
    'that is called off at work before its output comes',
    { cancelAfter: 2000, befalls: { result: ['late', 'late'] } },
  ],
  ['that is called off in the queue', { cancelAfter: 500 }],
  ['that is called off at work', { cancelAfter: 2000 }],
  ['that is called off at a busy engine', { cancelAfter: 500, befalls: { cancel: ['busy'] } }],
]

/** A world in which the first process has run to its end, or to its kill. */
async function liveFirst({ befalls = {}, cancelAfter: calledOff }: Story, options: ProcessOptions = {}) {
  const turns = new Map<string, number>()
  let over = false
  const befall: FakeEngineOptions['befall'] = (call) => {
    const turn = turns.get(call) ?? 0
    turns.set(call, turn + 1)
    return over ? null : (befalls[call]?.[turn] ?? null)
  }
  const fixture = createProcessFixture({ befall })
  const first = startProcess(fixture, options)
  const job = first.run(lighthouse)
  if (calledOff !== undefined) {
    await fixture.clock.advance(calledOff)
    job.abort()
  }
  await fixture.clock.advance(hour)
  over = true
  return { fixture, first, job }
}

function howEnded(end: End | null): string {
  if (end === null) return 'not at all'
  if ('result' in end) return 'with a result'
  const { thrown } = end
  const isUnknown = thrown instanceof AppError && thrown.code === 'job.unknown'
  return isUnknown && thrown.data['job'] === 'job1' ? 'job1 is unknown' : String(thrown)
}

/**
 * Jobs that were in the middle of their submit, or are followed under a request that does not exist: nothing else may
 * be unknown.
 */
function isUnknowable({ phase }: Job, { engine }: ProcessFixture): boolean {
  if (phase.state === 'submitting' || phase.state === 'unknown') return true
  const request = 'request' in phase ? phase.request : null
  return request !== null && !engine.ledger.some(({ requestId }) => requestId === request.requestId)
}

/** The next process with the same store and engine. */
async function liveNext(fixture: ProcessFixture, recovers: boolean, options: ProcessOptions = {}) {
  const next = startProcess(fixture, options)
  if (recovers) void next.jobs.recover()
  await fixture.clock.settle()
  const job = next.run(lighthouse)
  await fixture.clock.advance(hour)
  return { job, next }
}

/** The same again after the user has settled unknown jobs: then there is a result, and it was paid for once. */
async function expectResult(fixture: ProcessFixture): Promise<void> {
  await resolveUnknown(fixture)
  const { job } = await liveNext(fixture, false)
  const charged = fixture.engine.ledger.filter(({ cancelled }) => !cancelled)
  expect(job.end()).toMatchObject({ result: { requestId: charged[0]?.requestId } })
  expect(charged).toHaveLength(1)
  expect(faultsOf(fixture)).toEqual([])
  expect(stuck(fixture)).toEqual([])
}

describe.each(stories)('a job %s', (_words, story) => {
  test.each([
    ['a process that recovers', true],
    ['a run that finds it', false],
  ])('survives a kill at every step boundary: %s gives the result or unknown', async (_who, recovers) => {
    let kills = 0
    for (let killedAt = 0; ; killedAt++) {
      const { fixture, first } = await liveFirst(story, { killedAt })
      if (first.borders() <= killedAt) break
      kills++
      expect(faultsOf(fixture)).toEqual([])
      const left = fixture.store.list().filter((each) => isUnknowable(each, fixture)).length
      const { job } = await liveNext(fixture, recovers)
      expect(faultsOf(fixture)).toEqual([])
      // Only a job in the middle of its submit is unknown.
      expect(howEnded(job.end())).toBe(left === 1 ? 'job1 is unknown' : 'with a result')
      await expectResult(fixture)
    }
    expect(kills).toBe((await liveFirst(story)).first.borders())
  })

  test('survives a second kill at every step boundary of the recovery', async () => {
    const count = (await liveFirst(story)).first.borders()
    // Every third boundary of the first process, every one of the second.
    for (let killedAt = 2; killedAt < count; killedAt += 3) {
      for (let again = 0; ; again++) {
        const { fixture } = await liveFirst(story, { killedAt })
        const { next } = await liveNext(fixture, true, { killedAt: again })
        if (next.borders() <= again) break
        expect(faultsOf(fixture)).toEqual([])
        await liveNext(fixture, true)
        await expectResult(fixture)
      }
    }
  })

  test.each([
    ['once', false, false],
    ['once, though it was done', false, true],
    ['from then on', true, false],
    ['from then on, though it was done', true, true],
  ])('survives a store that fails %s at any write', async (_words, lasting, written) => {
    let failures = 0
    for (let at = 0; ; at++) {
      const { fixture, first, job } = await liveFirst(story, { badStore: { at, lasting, written } })
      if (first.writes() <= at) break
      failures++
      // What the store does not know was reported to the user.
      const lost = fixture.engine.ledger.some(
        ({ requestId }) => fixture.store.ownerOf(requestId, payer) === null,
      )
      expect(lost ? howEnded(job.end()) : 'job1 is unknown').toBe('job1 is unknown')
      expect(faultsOf(fixture)).toEqual([])
      await liveNext(fixture, true)
      await expectResult(fixture)
    }
    expect(failures).toBeGreaterThan(2)
  })
})
