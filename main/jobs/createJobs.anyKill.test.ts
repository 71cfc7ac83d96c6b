import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FakeEngineOptions, Mishap } from './engineFixture.ts'
import { mishaps } from './engineFixture.ts'
import {
  createProcessFixture,
  faultsOf,
  findable,
  resolveUnknown,
  startProcess,
  stuck,
} from './processFixture.ts'

const hour = 3_600_000
const inputs = [{ seed: 1 }, { seed: 2 }, { seed: 3 }]

const run = fc.record({
  input: fc.constantFrom(...inputs),
  after: fc.nat({ max: 4000 }),
  cancelAfter: fc.option(fc.nat({ max: 20_000 }), { freq: 4 }),
})
/** What one process does until it is killed: at a step boundary, or when its time is over. */
const life = fc.record({
  killedAt: fc.nat({ max: 120 }),
  lasts: fc.oneof(fc.nat({ max: 10_000 }), fc.nat({ max: hour })),
  recovers: fc.boolean(),
  runs: fc.array(run, { maxLength: 5 }),
})

/** The fault of each call in turn, until there are no more. A request is never lost so often that it is given up. */
function befallInTurn(all: readonly (Mishap | null)[]) {
  let turn = 0
  let lost = 0
  const befall: FakeEngineOptions['befall'] = (call) => {
    const mishap = all[turn++] ?? null
    return mishap === 'lost' && call !== 'submit' && ++lost > 4 ? 'broken' : mishap
  }
  return { befall, makePeace: () => void (turn = all.length) }
}

test.each([
  ['that lists nothing', undefined],
  ['that lists its requests by our markers', 'markers'],
  ['that lists its requests with their inputs', 'inputs'],
] as const)(
  'whatever happens to any number of jobs in any number of processes at an engine %s, each is paid for once and arrives',
  async (_, lists) => {
    let kills = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(life, { minLength: 1, maxLength: 4 }),
        fc.array(fc.option(fc.constantFrom(...mishaps), { freq: 2 }), { maxLength: 60 }),
        fc.nat({ max: 5000 }),
        fc.nat({ max: 20_000 }),
        async (lives, befalls, queue, work) => {
          const { befall, makePeace } = befallInTurn(befalls)
          const fixture = createProcessFixture({
            befall,
            queue,
            duration: queue + work,
            ...(lists && { lists }),
          })
          const { clock } = fixture
          for (const { killedAt, lasts, recovers, runs } of lives) {
            const process = startProcess(fixture, { killedAt })
            if (recovers) void process.jobs.recover()
            for (const { input, after, cancelAfter: calledOffAfter } of runs)
              void clock.sleep(after).then(async () => {
                const job = process.run(input)
                if (calledOffAfter === null) return
                await clock.sleep(calledOffAfter)
                job.abort()
              })
            await clock.advance(lasts)
            process.kill()
            kills++
            expect(faultsOf(fixture)).toEqual([])
          }
          // The last one has no faults; the user settles what is unknown.
          makePeace()
          const liveLast = async () => {
            const last = startProcess(fixture)
            await last.jobs.recover()
            const jobs = inputs.map((input) => last.run(input))
            await clock.advance(hour)
            expect(faultsOf(fixture)).toEqual([])
            expect(stuck(fixture)).toEqual([])
            return jobs.map((job) => job.end())
          }
          expect(await liveLast()).not.toContain(null)
          // What the engine can show need not be asked of the user.
          expect(lists === undefined ? [] : findable(fixture)).toEqual([])
          await resolveUnknown(fixture)
          for (const end of await liveLast()) expect(end).toHaveProperty('result.media.size', 1)
          expect(fixture.engine.ledger.filter(({ cancelled }) => !cancelled)).toHaveLength(inputs.length)
        },
      ),
      { numRuns: 100 },
    )
    expect(kills).toBeGreaterThan(100)
  },
)
