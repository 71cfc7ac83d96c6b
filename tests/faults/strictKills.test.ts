import { expect, onTestFinished, test } from 'vitest'
import type { EngineUnderTest } from './engineUnderTest.ts'
import type { Fault } from './fault.ts'
import { readPictures } from './invariants.ts'
import { describeEnginesInTurn } from './overEngines.ts'
import { createRunInProcess } from './runInProcess.ts'
import { createSkippingClock } from './skippingClock.ts'
import type { StrictEngine } from './strictEngines.ts'
import { startStrictEngine } from './strictEngines.ts'
import { startTrial } from './trial.ts'
import { workflowsOn } from './workflows.ts'

// Kills against the servers that were written from the pages of the APIs: what was submitted is counted there.

/** Where the program is killed, start after start. The last start has no faults. */
interface Death {
  readonly when: string
  readonly strikes: readonly (readonly Fault[])[]
  /** Whether the request reached the engine, and whether its answer was written down. */
  readonly sent: boolean
  readonly written: boolean
  /** It is cancelled: then it is submitted again, and that it has ended is known from the answer to a cancel. */
  readonly cancelled: boolean
}

const row = (state: string) => ({ kind: 'sql', match: `^UPDATE jobs .*\\["${state}"` }) as const

function deathsOn({ calls }: EngineUnderTest): readonly Death[] {
  const { submit, status, result, output, cancel, listing } = calls
  const accepted: Fault = { kind: 'receive', match: submit, side: 'before' }
  const interrupt: Fault = { ...row('submitted'), side: 'after', signal: 'SIGINT' }
  const death = (when: string, ...strikes: readonly Fault[]): Death => ({
    when,
    strikes: [strikes],
    sent: true,
    written: true,
    cancelled: strikes.includes(interrupt),
  })
  const lost = (when: string, ...strikes: readonly (readonly Fault[])[]): Death => ({
    when,
    strikes,
    sent: true,
    written: false,
    cancelled: false,
  })
  return [
    { ...lost('after the submitting row', [{ ...row('submitting'), side: 'after' }]), sent: false },
    lost('when the request was sent', [{ kind: 'send', match: submit, side: 'after' }]),
    lost('when it was accepted', [accepted]),
    lost('before the answer was written down', [{ ...row('submitted'), side: 'before' }]),
    ...(listing === null
      ? []
      : [
          lost(
            'while the listing is asked for',
            [accepted],
            [{ kind: 'send', match: listing, side: 'after' }],
          ),
          lost(
            'when the listing is answered',
            [accepted],
            [{ kind: 'receive', match: listing, side: 'before' }],
          ),
          lost(
            'before the found request was written down',
            [accepted],
            [{ ...row('submitted'), side: 'before' }],
          ),
        ]),
    death('while it is polled', { kind: 'receive', match: status, side: 'before' }),
    death('while its result is asked for', { kind: 'send', match: result, side: 'after' }),
    death('before its result was written down', { ...row('completed'), side: 'before' }),
    death('while its output is downloaded', { kind: 'receive', match: output, side: 'middle' }),
    death('when its cancel was sent', interrupt, { kind: 'send', match: cancel, side: 'after' }),
    death('before the answer to its cancel is read', interrupt, {
      kind: 'receive',
      match: cancel,
      side: 'before',
    }),
  ]
}

/** A killed program does not know when it polled last, nor that a job had ended. */
const forgotten = ['pace', 'after-end']
const afterCancel = ['repeated', 'too-early']

/** Submits that were not cancelled again. */
function paidAt({ requests }: StrictEngine): number {
  const cancelled = requests.filter(({ kind, status }) => kind === 'cancel' && status >= 200 && status < 300)
  const submits = requests.filter(({ kind, requestId }) => kind === 'submit' && requestId !== null)
  return submits.length - new Set(cancelled.map(({ requestId }) => requestId)).size
}

describeEnginesInTurn('killed', (engine) => {
  test.each(deathsOn(engine))('$when: paid once at most, and what is not known is asked', async (death) => {
    const strict = await startStrictEngine(engine.id)
    const trial = await startTrial({ workflow: workflowsOn[engine.id].single, url: strict.url })
    onTestFinished(async () => {
      await strict.close()
      await trial.remove()
    })
    const [first = [], ...later] = death.strikes
    expect(await trial.run({ strikes: first })).toMatchObject({ killed: true })
    const resume = ['resume', trial.firstRun() ?? '', '--json']
    for (const strikes of later)
      expect(await trial.command(resume, { strikes })).toMatchObject({ killed: true })
    // What has left the program arrives, if only now.
    const isAnswered = (): boolean =>
      strict.requests.some(({ kind, status }) => kind === 'submit' && status !== 0)
    while (death.sent && !isAnswered()) await nextTurn()
    const inProcess = createRunInProcess(createSkippingClock())
    const { code } = await trial.here(resume, inProcess)
    const isKnown = death.written || (death.sent && engine.findsLostSubmits)
    const allowed = [...forgotten, ...(death.cancelled ? afterCancel : [])]
    expect({
      code,
      states: (await trial.jobs()).map(({ state }) => state).filter((state) => state !== 'cancelled'),
      pictures: (await readPictures(trial.out)).length,
      paid: paidAt(strict),
      violations: strict.violations.filter(({ rule }) => !allowed.includes(rule)),
      leaks: await trial.leaks(),
    }).toEqual({
      code: isKnown ? 0 : 76,
      states: [isKnown ? 'downloaded' : 'unknown'],
      pictures: isKnown ? 1 : 0,
      paid: death.sent ? 1 : 0,
      violations: [],
      leaks: [],
    })
  })
})

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
