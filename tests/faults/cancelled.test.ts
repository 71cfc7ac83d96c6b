import { expect, onTestFinished, test } from 'vitest'
import type { EngineUnderTest } from './engineUnderTest.ts'
import type { Fault } from './fault.ts'
import { describeEnginesInTurn } from './overEngines.ts'
import { startEngines } from './startEngines.ts'
import { startTrial } from './trial.ts'
import { workflowsOn } from './workflows.ts'

/** A trial on an engine in whose queue submits wait until they are cancelled, or released. */
async function start({ id }: EngineUnderTest) {
  const engines = await startEngines([id])
  const trial = await startTrial({ workflow: workflowsOn[id].single, url: engines.urls })
  onTestFinished(async () => {
    await engines.close()
    await trial.remove()
  })
  engines.hold('in_queue')
  return { engines, trial }
}

const submitted = { kind: 'sql', match: '^UPDATE jobs .*\\["submitted"', side: 'after' } as const
const interrupt: Fault = { ...submitted, signal: 'SIGINT' }
const row = (state: string) => ({ kind: 'sql', match: `^UPDATE jobs .*\\["${state}"` }) as const

/** Rows are written alike for every engine; what is sent and received is each client's. */
const deaths = ({ calls: { cancel }, isFirst }: EngineUnderTest): readonly (readonly [string, Fault])[] => [
  ...(isFirst
    ? ([
        ['before the intent is written down', { ...row('cancelling'), side: 'before' }],
        ['after the intent was written down', { ...row('cancelling'), side: 'after' }],
      ] as const)
    : []),
  ['before it is sent', { kind: 'send', match: cancel, side: 'before' }],
  ['after it was sent', { kind: 'send', match: cancel, side: 'after' }],
  ['before its answer is read', { kind: 'receive', match: cancel, side: 'before' }],
  ['before its outcome is written down', { ...row('cancelled'), side: 'before' }],
  ...(isFirst
    ? ([['after its outcome was written down', { ...row('cancelled'), side: 'after' }]] as const)
    : []),
]

describeEnginesInTurn('a cancel of a queued job that is killed', (engine) => {
  test.each(deaths(engine))('%s: the resumed run reaches its end, and is paid once', async (_when, fault) => {
    const { engines, trial } = await start(engine)
    expect(await trial.run({ strikes: [interrupt, fault] })).toMatchObject({ killed: true })
    engines.release()
    expect(await trial.here(['resume'])).toMatchObject({ code: 0 })
    const states = (await trial.jobs()).map(({ state }) => state).filter((state) => state !== 'cancelled')
    const cancelled = await engines.oracle.cancelled()
    const paid = (await engines.oracle.accepted()).filter(({ requestId }) => !cancelled.has(requestId))
    expect({ states, paid: paid.length, leaks: await trial.leaks() }).toEqual({
      states: ['downloaded'],
      paid: 1,
      leaks: [],
    })
  })
})

describeEnginesInTurn('a queued job', (engine) => {
  test('that is cancelled from another process is cancelled, and nothing else of its run', async () => {
    const { trial } = await start(engine)
    expect(await trial.run({ strikes: [submitted] })).toMatchObject({ killed: true })
    const [job] = await trial.jobs()
    expect(await trial.command(['cancel', job?.id ?? ''])).toMatchObject({ code: 0 })
    expect(await trial.jobs()).toMatchObject([{ id: job?.id, state: 'cancelled' }])
  })
})
