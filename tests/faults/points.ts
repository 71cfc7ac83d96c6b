import type { FaultOrder } from '#main/practice/faults/fault.ts'
import type { HeldState } from '#main/practice/requests/gates.ts'
import type { EngineUnderTest } from './engineUnderTest.ts'
import type { Fault } from './fault.ts'
import type { WorkflowCase } from './workflows.ts'
import { workflowsOn } from './workflows.ts'

/**
 * The expected outcome of a job: it continues by itself; it is shown as unknown; or it was accepted and nobody here knows
 * it, which is found by an engine that can prove it, and unknown on any other.
 */
type Outcome = 'goes on' | 'unknown' | 'found'

/** A moment at which the program is killed. */
export interface Point {
  readonly name: string
  readonly workflow: WorkflowCase
  readonly strikes: readonly Fault[]
  /** Faults of the engine until the program is dead. */
  readonly faults: readonly FaultOrder[]
  /** The engine holds jobs in this state until the program is dead. */
  readonly held?: HeldState
  /** The engine accepts the submit, though perhaps only when the program is dead already. */
  readonly isAccepted: boolean
  /** Whether the engine's own client takes part: elsewhere it does not matter whose API it is. */
  readonly inClient: boolean
  readonly outcome: 'goes on' | 'unknown'
}

interface PointOptions extends Partial<Pick<Point, 'workflow' | 'faults' | 'held' | 'inClient'>> {
  readonly outcome?: Outcome
}

type Kill = (name: string, fault: Fault | readonly Fault[], options?: PointOptions) => Point

const to = (state: string): string => `^UPDATE jobs .*\\["${state}"`
const inClient = true

/** The named points of the specification on an engine, in the order of a job's life. */
export function pointsOf(engine: EngineUnderTest): readonly Point[] {
  const kill: Kill = (name, fault, { outcome = 'goes on', ...options } = {}) => ({
    name,
    workflow: workflowsOn[engine.id].single,
    faults: [],
    inClient: false,
    isAccepted: outcome === 'found',
    ...options,
    strikes: Array.isArray(fault) ? (fault as readonly Fault[]) : [fault as Fault],
    outcome: outcome !== 'found' ? outcome : engine.findsLostSubmits ? 'goes on' : 'unknown',
  })
  return [
    ...beforeSubmit(kill),
    ...inSubmit(kill, engine),
    ...inListing(kill, engine),
    ...whileFollowed(kill, engine),
    ...atTheEnd(kill),
    ...whileShortened(kill, engine),
    ...inCancel(kill, engine),
  ]
}

/** One of them, by its name. Throws if the engine has no such point. */
export function pointOf(engine: EngineUnderTest, name: string): Point {
  const point = pointsOf(engine).find((one) => one.name === name)
  if (point === undefined) throw new Error(`${engine.id} has no point "${name}"`)
  return point
}

const beforeSubmit = (kill: Kill): readonly Point[] => [
  kill('during a migration', { kind: 'sql', match: 'CREATE TABLE', side: 'middle' }),
  kill('before a migration', { kind: 'sql', match: 'CREATE TABLE', side: 'before' }),
  kill('after a migration', { kind: 'sql', match: 'CREATE TABLE', side: 'after' }),
  kill('before the row of the run', { kind: 'sql', match: '^INSERT INTO runs', side: 'before' }),
  kill('after the row of the run', { kind: 'sql', match: '^INSERT INTO runs', side: 'after' }),
  kill('before the created row', { kind: 'sql', match: '^INSERT INTO jobs', side: 'before' }),
  kill('after the created row', { kind: 'sql', match: '^INSERT INTO jobs', side: 'after' }),
  kill('before the submitting row', { kind: 'sql', match: to('submitting'), side: 'before' }),
]

function inSubmit(kill: Kill, { id, calls: { submit } }: EngineUnderTest): readonly Point[] {
  const unknown: PointOptions = { outcome: 'unknown', inClient }
  const found: PointOptions = { outcome: 'found', inClient }
  const { inpaint, single } = workflowsOn[id]
  const repaint = inpaint.approved.find(({ node }) => !single.approved.some((one) => one.node === node))
  return [
    kill('after the submitting row', { kind: 'sql', match: to('submitting'), side: 'after' }, unknown),
    kill('before the first byte of the request', { kind: 'send', match: submit, side: 'before' }, unknown),
    kill(
      'after a byte of the request',
      { kind: 'send', match: submit, side: 'middle', share: 0 },
      { outcome: 'unknown' },
    ),
    kill('in the middle of the request', { kind: 'send', match: submit, side: 'middle' }, unknown),
    kill(
      'in the middle of a large request',
      { kind: 'send', match: `^POST .*${repaint?.modelId ?? ''} `, side: 'middle', share: 0.9 },
      { outcome: 'unknown', workflow: inpaint },
    ),
    kill('after the last byte of the request', { kind: 'send', match: submit, side: 'after' }, found),
    kill('accepted but not answered', { kind: 'receive', match: submit, side: 'before' }, found),
    kill('answered but not written down', { kind: 'sql', match: to('submitted'), side: 'before' }, found),
  ]
}

/** The answer to a submit is lost, and the engine is asked what it lists. */
function inListing(kill: Kill, { calls: { listing } }: EngineUnderTest): readonly Point[] {
  if (listing === null) return []
  const found: PointOptions = { outcome: 'found', inClient, faults: [{ what: 'drop', call: 'submit' }] }
  return [
    kill('before the listing is asked for', { kind: 'send', match: listing, side: 'before' }, found),
    kill('while the listing is asked for', { kind: 'send', match: listing, side: 'after' }, found),
    kill('in the middle of the listing', { kind: 'receive', match: listing, side: 'middle' }, found),
    kill('found but not written down', { kind: 'sql', match: to('submitted'), side: 'before' }, found),
    kill('after the found row', { kind: 'sql', match: to('submitted'), side: 'after' }, found),
  ]
}

function whileFollowed(kill: Kill, { calls }: EngineUnderTest): readonly Point[] {
  const { status, result, output } = calls
  const client: PointOptions = { inClient }
  return [
    kill('after the submitted row', { kind: 'sql', match: to('submitted'), side: 'after' }, client),
    kill('before the first poll', { kind: 'send', match: status, side: 'before' }, client),
    kill('between polls', { kind: 'receive', match: status, side: 'middle' }, client),
    kill('after a status row', { kind: 'sql', match: to('in_(queue|progress)'), side: 'after' }),
    kill('while the result is asked for', { kind: 'send', match: result, side: 'after' }, client),
    kill('before the result row', { kind: 'sql', match: to('completed'), side: 'before' }, client),
    kill('after the result row', { kind: 'sql', match: to('completed'), side: 'after' }),
    kill(
      'in the middle of a download',
      { kind: 'receive', match: output, side: 'middle', bytes: 60_000 },
      client,
    ),
    kill('while a download is written', { kind: 'file', match: '^write .*/assets/', side: 'middle' }),
    kill('before the rename of a download', { kind: 'file', match: '^rename .*/assets/', side: 'before' }),
    kill('after the rename of a download', { kind: 'file', match: '^rename .*/assets/', side: 'after' }),
    kill('before the downloaded row', { kind: 'sql', match: to('downloaded'), side: 'before' }, client),
    kill('after the downloaded row', { kind: 'sql', match: to('downloaded'), side: 'after' }),
  ]
}

const atTheEnd = (kill: Kill): readonly Point[] => [
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
]

/** The pictures of a body that was sent are replaced by references to the same bytes in the asset store. */
function whileShortened(kill: Kill, { id }: EngineUnderTest): readonly Point[] {
  const match = '^UPDATE jobs SET body .*sha256'
  const workflow = workflowsOn[id].inpaint
  return [
    kill('before a body is shortened', { kind: 'sql', match, side: 'before' }, { workflow }),
    kill('after a body was shortened', { kind: 'sql', match, side: 'after' }, { workflow }),
  ]
}

function inCancel(kill: Kill, { calls: { cancel } }: EngineUnderTest): readonly Point[] {
  // While running: an engine that stops nothing then goes on, so that sent and unsent differ by the kill alone.
  const running: PointOptions = { held: 'in_progress', inClient }
  const interrupt: Fault = { kind: 'sql', match: to('in_progress'), side: 'after', signal: 'SIGINT' }
  return [
    kill('before a cancel is sent', [interrupt, { kind: 'send', match: cancel, side: 'before' }], running),
    kill('after a cancel was sent', [interrupt, { kind: 'send', match: cancel, side: 'after' }], running),
    kill(
      'before the answer to a cancel is read',
      [interrupt, { kind: 'receive', match: cancel, side: 'before' }],
      running,
    ),
  ]
}
