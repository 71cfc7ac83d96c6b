import type { ApiName } from '#main/practice/apiName.ts'
import type { HeldState } from '#main/practice/requests/gates.ts'
import type { WorkflowCase } from './workflows.ts'
import { inpaint, single, singles } from './workflows.ts'
import type { Fault } from './fault.ts'

/** A moment at which the program is killed. */
export interface Point {
  readonly name: string
  readonly workflow: WorkflowCase
  readonly strikes: readonly Fault[]
  /** The engine holds jobs in this state until the program is dead. */
  readonly held?: HeldState
  /** The expected outcome of the job: it continues by itself, or is shown as unknown. */
  readonly outcome: 'goes on' | 'unknown'
}

/** The first lines of an engine's calls. */
const calls: {
  readonly [id in ApiName]: { readonly submit: string; readonly result: string; readonly cancel: string }
} = {
  runcomfy: { submit: '^POST /v1/models/', result: '^GET .*/result', cancel: '^POST .*/cancel' },
  fal: {
    submit: '^POST /fal-ai/',
    result: '^GET /fal-ai/[^/]+/requests/[^/ ]+ ',
    cancel: '^PUT .*/cancel',
  },
}
const { submit, result, cancel } = calls.runcomfy
const to = (state: string): string => `^UPDATE jobs .*\\["${state}"`

const kill = (
  name: string,
  fault: Fault,
  outcome: Point['outcome'] = 'goes on',
  workflow: WorkflowCase = single,
): Point => ({
  name,
  workflow,
  strikes: [fault],
  outcome,
})

/** The named points of the specification, in the order of a job's life. */
export const points: readonly Point[] = [
  kill('during a migration', { kind: 'sql', match: 'CREATE TABLE', side: 'middle' }),
  kill('before a migration', { kind: 'sql', match: 'CREATE TABLE', side: 'before' }),
  kill('after a migration', { kind: 'sql', match: 'CREATE TABLE', side: 'after' }),
  kill('before the row of the run', { kind: 'sql', match: '^INSERT INTO runs', side: 'before' }),
  kill('after the row of the run', { kind: 'sql', match: '^INSERT INTO runs', side: 'after' }),
  kill('before the created row', { kind: 'sql', match: '^INSERT INTO jobs', side: 'before' }),
  kill('after the created row', { kind: 'sql', match: '^INSERT INTO jobs', side: 'after' }),
  kill('before the submitting row', { kind: 'sql', match: to('submitting'), side: 'before' }),
  kill('after the submitting row', { kind: 'sql', match: to('submitting'), side: 'after' }, 'unknown'),
  kill('before the first byte of the request', { kind: 'send', match: submit, side: 'before' }, 'unknown'),
  kill('after a byte of the request', { kind: 'send', match: submit, side: 'middle', share: 0 }, 'unknown'),
  kill('in the middle of the request', { kind: 'send', match: submit, side: 'middle' }, 'unknown'),
  kill(
    'in the middle of a large request',
    { kind: 'send', match: `${submit}.*inpainting`, side: 'middle', share: 0.9 },
    'unknown',
    inpaint,
  ),
  kill('after the last byte of the request', { kind: 'send', match: submit, side: 'after' }, 'unknown'),
  kill('accepted but not answered', { kind: 'receive', match: submit, side: 'before' }, 'unknown'),
  kill('answered but not written down', { kind: 'sql', match: to('submitted'), side: 'before' }, 'unknown'),
  kill('after the submitted row', { kind: 'sql', match: to('submitted'), side: 'after' }),
  kill('before the first poll', { kind: 'send', match: '^GET .*/status', side: 'before' }),
  kill('between polls', { kind: 'receive', match: '^GET .*/status', side: 'middle' }),
  kill('after a status row', { kind: 'sql', match: to('in_(queue|progress)'), side: 'after' }),
  kill('while the result is asked for', { kind: 'send', match: result, side: 'after' }),
  kill('before the result row', { kind: 'sql', match: to('completed'), side: 'before' }),
  kill('after the result row', { kind: 'sql', match: to('completed'), side: 'after' }),
  kill('in the middle of a download', {
    kind: 'receive',
    match: '^GET /outputs/',
    side: 'middle',
    bytes: 60_000,
  }),
  kill('while a download is written', { kind: 'file', match: '^write .*/assets/', side: 'middle' }),
  kill('before the rename of a download', { kind: 'file', match: '^rename .*/assets/', side: 'before' }),
  kill('after the rename of a download', { kind: 'file', match: '^rename .*/assets/', side: 'after' }),
  kill('before the downloaded row', { kind: 'sql', match: to('downloaded'), side: 'before' }),
  kill('after the downloaded row', { kind: 'sql', match: to('downloaded'), side: 'after' }),
  kill('before the result is kept for reuse', { kind: 'sql', match: 'INTO results', side: 'before' }),
  kill('before the step is written down', { kind: 'sql', match: 'INTO steps', side: 'before' }),
  kill('in the middle of a save', { kind: 'file', match: '^write .*/out/', side: 'middle' }),
  kill('after a save', { kind: 'file', match: '^write .*/out/', side: 'after' }),
  kill('before the run is written down as done', {
    kind: 'sql',
    match: '^UPDATE runs .*\\["done"',
    side: 'before',
  }),
  kill('after the run was written down as done', {
    kind: 'sql',
    match: '^UPDATE runs .*\\["done"',
    side: 'after',
  }),
  {
    name: 'before a cancel is sent',
    workflow: single,
    held: 'in_progress',
    strikes: [
      // While running, when the engine cancels nothing any more: sent and unsent are distinguished by the kill alone.
      { kind: 'sql', match: to('in_progress'), side: 'after', signal: 'SIGINT' },
      { kind: 'send', match: cancel, side: 'before' },
    ],
    outcome: 'goes on',
  },
  {
    name: 'after a cancel was sent',
    workflow: single,
    held: 'in_progress',
    strikes: [
      { kind: 'sql', match: to('in_progress'), side: 'after', signal: 'SIGINT' },
      { kind: 'send', match: cancel, side: 'after' },
    ],
    outcome: 'goes on',
  },
]

/**
 * The points at which an engine's own client is killed. Everything else has nothing to do with whose API it is, and is
 * killed on one engine.
 */
export const pointsOnFal: readonly Point[] = [
  'after the submitting row',
  'before the first byte of the request',
  'in the middle of the request',
  'accepted but not answered',
  'answered but not written down',
  'after the submitted row',
  'before the first poll',
  'between polls',
  'while the result is asked for',
  'in the middle of a download',
  'before the downloaded row',
  'before a cancel is sent',
]
  .flatMap((name) => points.filter((point) => point.name === name))
  .map((point): Point => ({
    ...point,
    workflow: singles.fal,
    strikes: point.strikes.map((fault) => ({ ...fault, match: onFal(fault.match) })),
    // What the engine had accepted is found in its list of requests.
    outcome:
      point.name === 'accepted but not answered' || point.name === 'answered but not written down'
        ? 'goes on'
        : point.outcome,
  }))

function onFal(match: string): string {
  const name = (['submit', 'result', 'cancel'] as const).find((call) => calls.runcomfy[call] === match)
  return name === undefined ? match : calls.fal[name]
}
