import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fakeClock } from '../testing/fakeClock.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import type { Behaviour, Counter } from '../testing/workers.ts'
import { id, workers, workersWorkflow } from '../testing/workers.ts'
import { createRegistry } from '../nodes/registry.ts'
import type { RunOutcome } from './execute.ts'
import { execute } from './execute.ts'
import type { Plan } from './plan.ts'
import { plan } from './plan.ts'
import { reduceRun } from './reduceRun.ts'
import type { RunEvent } from './run.ts'

interface Cancel {
  readonly at: number
  /** The number of a node; null: the run. */
  readonly node: number | null
}

const behaviour: fc.Arbitrary<Behaviour> = fc.record({
  where: fc.constantFrom('local', 'remote'),
  duration: fc.option(fc.nat(6)),
  ends: fc.constantFrom('well', 'well', 'well', 'well', 'partly', 'badly', 'unknown', 'empty'),
  allOrNothing: fc.nat(6).map((number) => number === 0),
  obeysCancel: fc.boolean(),
  many: fc.option(fc.nat(3), { freq: 4 }),
  muted: fc.nat(12).map((number) => number === 0),
  twin: fc.boolean(),
  first: fc.option(fc.nat(), { freq: 3 }),
  second: fc.option(fc.nat()),
})

const cancels: fc.Arbitrary<readonly Cancel[]> = fc.array(
  fc.record({ at: fc.nat(12), node: fc.option(fc.nat(), { freq: 4 }) }),
  { maxLength: 3 },
)

interface RunRecord {
  readonly planned: Plan
  readonly events: readonly RunEvent[]
  readonly outcome: RunOutcome
  /** The maximum number that worked at the same time. */
  readonly max: Counter['max']
}

const limits = { remote: 2, local: 3 }

async function runAll(
  behaviours: readonly Behaviour[],
  orders: readonly Cancel[],
  results = fakeResults(),
): Promise<RunRecord> {
  const clock = fakeClock(0)
  const counter: Counter = { now: { local: 0, remote: 0 }, max: { local: 0, remote: 0 } }
  const planned = plan(workersWorkflow(behaviours), createRegistry(workers(clock, counter)))
  const events: RunEvent[] = []
  const controller = new AbortController()
  const { done, cancel } = execute(planned, fakeServices({ clock, results }), {
    runId: 'r',
    limits,
    signal: controller.signal,
    emit: (event) => void events.push(event),
  })
  for (let time = 0; time <= 12; time++) {
    for (const order of orders)
      if (order.at === time)
        if (order.node === null) controller.abort()
        else cancel(id(order.node % behaviours.length))
    await clock.advance(1)
  }
  await clock.advance(1000)
  const outcome = await done
  return { planned, events, outcome, max: counter.max }
}

type End = Extract<RunEvent, { type: 'step.done' | 'step.failed' | 'step.skipped' | 'step.cancelled' }>
const isEnd = (event: RunEvent): event is End => /^step\.(done|failed|skipped|cancelled)$/.test(event.type)
const sorted = (words: Iterable<string>): readonly string[] => [...words].toSorted()

/** What is wrong with the order of the events; should be empty. */
function faultsOf({ planned, events }: RunRecord): readonly string[] {
  const faults: string[] = []
  const positions = new Map<string, number>()
  const check = (holds: boolean, fault: string): void => void (holds || faults.push(fault))
  const positionOf = (type: string, node: string): number => positions.get(`${type} ${node}`) ?? Infinity
  const ends = new Map<string, End>()
  for (const [position, event] of events.entries()) {
    if (event.type === 'step.progress' || event.type === 'step.item') {
      check(positionOf('start', event.node) < position, `${event.node} reported items before its start`)
      check(!ends.has(event.node), `${event.node} reported items after its end`)
    } else if (event.type === 'step.started') {
      check(!positions.has(`start ${event.node}`), `${event.node} started twice`)
      check(!ends.has(event.node), `${event.node} started after its end`)
      positions.set(`start ${event.node}`, position)
    } else if (isEnd(event)) {
      check(!ends.has(event.node), `${event.node} ended twice`)
      ends.set(event.node, event)
      positions.set(`${event.type} ${event.node}`, position)
    } else
      check(
        position === (event.type === 'run.started' ? 0 : events.length - 1),
        `${event.type} at ${position}`,
      )
    check((events[position - 1]?.at ?? 0) <= event.at, `time went back at ${position}`)
  }
  for (const { node, inputs } of planned.steps) {
    const end = ends.get(node.id)
    const sources = inputs.flatMap(({ source }) => planned.steps[source?.step ?? -1]?.node.id ?? [])
    for (const source of sources) {
      const ready = positionOf(hasDelivered(ends.get(source)) ? (ends.get(source)?.type ?? '') : '', source)
      const began = Math.min(positionOf('start', node.id), positionOf('step.done', node.id))
      const left = isUnused(ends.get(source)) ? positionOf('step.skipped', source) : Infinity
      check(began === Infinity || Math.min(ready, left) < began, `${node.id} began before ${source} was done`)
    }
    if (end?.type !== 'step.skipped') continue
    if (isUnused(end)) {
      check(!positions.has(`start ${node.id}`), `${node.id} was passed over after its start`)
      check(hangsOn(planned, end.of, node.id), `${node.id} was left unused for an unrelated node`)
      for (const user of usersOf(planned, node.id))
        check(madeNoOutputs(ends.get(user)), `${node.id} was used by ${user}`)
      continue
    }
    check(ends.get(end.of)?.type === `step.${end.because}`, `${node.id} was passed over for no reason`)
    check(hangsOn(planned, node.id, end.of), `${node.id} was passed over because of an unrelated node`)
  }
  return faults
}

/** Whether the nodes after it get something, also if some of its items failed. */
const hasDelivered = (end: End | undefined): boolean =>
  end?.type === 'step.done' || (end?.type === 'step.failed' && end.gaps !== undefined)

const isUnused = (end: End | undefined): boolean => end?.type === 'step.skipped' && end.because === 'unused'

/** Whether a node ran zero times, or not at all. */
const madeNoOutputs = (end: End | undefined): boolean =>
  end?.type === 'step.done' ? isEqual(end.outputs, { out: [] }) : end?.type !== 'step.failed'

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The nodes that a node feeds. */
const usersOf = ({ steps }: Plan, node: string): readonly string[] =>
  steps.flatMap((step) =>
    step.inputs.some(({ source }) => source !== null && steps[source.step]?.node.id === node)
      ? [step.node.id]
      : [],
  )

/** Whether a node needs another, however far away. */
function hangsOn(planned: Plan, node: string, other: string): boolean {
  const step = planned.steps.find((one) => one.node.id === node)
  const sources = step?.inputs.flatMap(({ source }) => planned.steps[source?.step ?? -1]?.node.id ?? []) ?? []
  return sources.some((source) => source === other || hangsOn(planned, source, other))
}

/** The state according to the events, beside what the run itself reports. */
function accountOf({ events, outcome }: RunRecord) {
  const run = reduceRun(null, events)
  const steps = Object.entries(run?.steps ?? {})
  const inPhase = (...phases: readonly string[]) => steps.filter(([, step]) => phases.includes(step.phase))
  const costs = steps.flatMap(([, step]) => ('cost' in step && step.cost !== null ? [step.cost] : []))
  return {
    read: {
      nodes: sorted(events.filter(isEnd).map(({ node }) => node)),
      open: inPhase('waiting', 'running'),
      state: run?.phase,
      isDone: inPhase('failed', 'cancelled').length === 0,
      outputs: Object.fromEntries(
        [...inPhase('done'), ...inPhase('failed').filter(([, step]) => 'gaps' in step)].map(
          ([node, step]) => [node, 'outputs' in step && step.outputs],
        ),
      ),
      failed: sorted(inPhase('failed').map(([node]) => node)),
      cost: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0),
    },
    said: {
      nodes: sorted(events.flatMap((event) => (event.type === 'run.started' ? event.nodes : []))),
      open: [],
      state: outcome.state,
      isDone: outcome.state === 'done',
      outputs: outcome.outputs,
      failed: sorted(Object.keys(outcome.errors)),
      cost: run?.cost,
    },
  }
}

const graph = fc.array(behaviour, { minLength: 1, maxLength: 14 })

test('whatever fails, and whatever is cancelled when, each node ends once and in order, and the events contain it all', async () => {
  await fc.assert(
    fc.asyncProperty(graph, cancels, async (behaviours, orders) => {
      const record = await runAll(behaviours, orders)
      expect(faultsOf(record)).toEqual([])
      const { read, said } = accountOf(record)
      expect(read).toEqual(said)
      expect(record.max.local).toBeLessThanOrEqual(limits.local)
      expect(record.max.remote).toBeLessThanOrEqual(limits.remote)
    }),
    { numRuns: 300 },
  )
})

test('the events of a run, reduced in any portions, give the same state', async () => {
  await fc.assert(
    fc.asyncProperty(
      graph,
      cancels,
      fc.array(fc.integer({ min: 1, max: 9 })),
      async (behaviours, orders, portions) => {
        const { events } = await runAll(behaviours, orders)
        let run = null
        let at = 0
        for (const portion of [...portions, events.length]) {
          run = reduceRun(run, events.slice(at, at + portion))
          at += portion
        }
        expect(run).toEqual(reduceRun(null, events))
      },
    ),
    { numRuns: 60 },
  )
})

test('without a cancel, exactly those nodes are done that succeed and only need nodes that do', async () => {
  const ends = fc.constantFrom<Behaviour['ends'][]>('well', 'well', 'badly', 'unknown')
  const singles = fc.array(
    fc.tuple(behaviour, ends).map(([one, end]): Behaviour => ({ ...one, many: null, ends: end })),
    { minLength: 1, maxLength: 14 },
  )
  await fc.assert(
    fc.asyncProperty(singles, async (behaviours) => {
      const { planned, outcome } = await runAll(behaviours, [])
      const works: boolean[] = []
      for (const step of planned.steps) {
        const well = behaviours[Number(step.node.id.slice(1))]?.ends === 'well'
        works.push(well && step.inputs.every(({ source }) => source === null || works[source.step] === true))
      }
      const done = planned.steps.filter((_, index) => works[index]).map(({ node }) => node.id)
      expect(Object.keys(outcome.outputs).toSorted()).toEqual(done.toSorted())
    }),
    { numRuns: 200 },
  )
})

test('a second run of cached work starts nothing and has the same outputs', async () => {
  const wells = fc.array(
    behaviour.map((one): Behaviour => ({ ...one, ends: 'well' })),
    { minLength: 1, maxLength: 12 },
  )
  await fc.assert(
    fc.asyncProperty(wells, async (behaviours) => {
      const results = fakeResults()
      const first = await runAll(behaviours, [], results)
      const second = await runAll(behaviours, [], results)
      expect(second.outcome).toEqual(first.outcome)
      expect(second.events.filter(({ type }) => type === 'step.started')).toEqual([])
      expect(faultsOf(second)).toEqual([])
    }),
    { numRuns: 60 },
  )
})
