import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import { json, listOf, optional, text } from '../ports/port.ts'
import type { Values } from '../ports/value.ts'
import { fakeClock } from '../testing/fakeClock.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { createRegistry } from '../nodes/registry.ts'
import type { NodeFields } from '../testing/workflow.ts'
import { workflowOf } from '../testing/workflow.ts'
import type { RunOutcome } from './execute.ts'
import { execute } from './execute.ts'
import type { Plan } from './plan.ts'
import { plan } from './plan.ts'
import { reduceRun } from './reduceRun.ts'
import type { RunEvent } from './run.ts'

/** How one node of a random run behaves. Times are in milliseconds of a fake clock; null: it ends at once. */
interface Behaviour {
  readonly where: NodeType['where']
  readonly takes: number | null
  readonly ends: 'well' | 'badly' | 'unknown' | 'empty'
  readonly heeds: boolean
  readonly many: number | null
  readonly muted: boolean
  readonly first: number | null
  readonly second: number | null
}

interface Cancel {
  readonly at: number
  /** The number of a node; null: the run. */
  readonly node: number | null
}

const behaviour: fc.Arbitrary<Behaviour> = fc.record({
  where: fc.constantFrom('local', 'remote'),
  takes: fc.option(fc.nat(6)),
  ends: fc.constantFrom('well', 'well', 'well', 'well', 'badly', 'unknown', 'empty'),
  heeds: fc.boolean(),
  many: fc.option(fc.nat(3), { freq: 4 }),
  muted: fc.nat(12).map((number) => number === 0),
  first: fc.option(fc.nat(), { freq: 3 }),
  second: fc.option(fc.nat()),
})

const cancels: fc.Arbitrary<readonly Cancel[]> = fc.array(
  fc.record({ at: fc.nat(12), node: fc.option(fc.nat(), { freq: 4 }) }),
  { maxLength: 3 },
)

const id = (number: number): string => `n${number}`

/** Counts what works in each lane, and the most that ever did. */
interface Counter {
  readonly now: Record<NodeType['where'], number>
  readonly most: Record<NodeType['where'], number>
}

/** Two node types, one that gives one text and one that gives many, for each place where work is done. */
function workers(clock: ReturnType<typeof fakeClock>, counter: Counter): readonly NodeType[] {
  const worker = (where: NodeType['where'], many: boolean): NodeType => ({
    type: `test/${where}-${many ? 'many' : 'one'}`,
    title: 'Worker',
    category: 'Test',
    keywords: [],
    help: '',
    inputs: { first: optional(text('First')), second: optional(text('Second')), does: json('Does') },
    outputs: { out: many ? listOf(text('Out')) : text('Out') },
    where,
    version: 1,
    effect: false,
    inert: false,
    run(inputs, context) {
      // The cast is the test's: it wrote the workflow.
      const does = inputs['does'] as {
        takes: number | null
        ends: Behaviour['ends']
        heeds: boolean
        many: number
      }
      counter.now[where]++
      counter.most[where] = Math.max(counter.most[where], counter.now[where])
      const end = (): Values => {
        counter.now[where]--
        context.spent(0.25)
        if (does.ends === 'badly') throw new Error('badly')
        if (does.ends === 'unknown') throw new AppError('job.unknown', 'unknown')
        if (does.ends === 'empty') return {}
        const words = `${context.node.id}#${context.item}`
        return { out: many ? Array.from({ length: does.many }, (_, item) => `${words}.${item}`) : words }
      }
      if (does.takes === null) return end()
      context.progress(0.5)
      return clock.sleep(does.takes, does.heeds ? context.signal : undefined).then(end, (thrown: unknown) => {
        counter.now[where]--
        throw thrown
      })
    },
  })
  return (['local', 'remote'] as const).flatMap((where) => [worker(where, false), worker(where, true)])
}

function sketch(behaviours: readonly Behaviour[]) {
  const edges: string[] = []
  const nodes = behaviours.map(
    ({ first, second, muted, where, many, ...does }, index): [string, NodeFields] => {
      if (index > 0 && first !== null) edges.push(`${id(first % index)}.out > ${id(index)}.first`)
      if (index > 0 && second !== null) edges.push(`${id(second % index)}.out > ${id(index)}.second`)
      const type = `test/${where}-${many === null ? 'one' : 'many'}`
      return [
        id(index),
        { type, mode: muted ? 'muted' : 'active', values: { does: { ...does, many: many ?? 0, index } } },
      ]
    },
  )
  return workflowOf(Object.fromEntries(nodes), edges)
}

interface Told {
  readonly planned: Plan
  readonly events: readonly RunEvent[]
  readonly outcome: RunOutcome
}

const limits = { remote: 2, local: 3 }

async function runAll(
  behaviours: readonly Behaviour[],
  orders: readonly Cancel[],
  results = fakeResults(),
): Promise<Told> {
  const clock = fakeClock(0)
  const counter: Counter = { now: { local: 0, remote: 0 }, most: { local: 0, remote: 0 } }
  const planned = plan(sketch(behaviours), createRegistry(workers(clock, counter)))
  expect(planned.problems).toEqual([])
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
  expect(counter.now).toEqual({ local: 0, remote: 0 })
  expect(counter.most.local).toBeLessThanOrEqual(limits.local)
  expect(counter.most.remote).toBeLessThanOrEqual(limits.remote)
  return { planned, events, outcome }
}

type End = Extract<RunEvent, { type: 'step.done' | 'step.failed' | 'step.skipped' | 'step.cancelled' }>
const isEnd = (event: RunEvent): event is End => /^step\.(done|failed|skipped|cancelled)$/.test(event.type)

function checkStory({ planned, events, outcome }: Told): void {
  const ends = new Map(events.filter(isEnd).map((event) => [event.node, event]))
  const placeOf = new Map<string, number>()
  events.forEach((event, place) => {
    if ('node' in event && event.type !== 'step.progress') placeOf.set(`${event.type} ${event.node}`, place)
  })

  // The run begins first and ends last, once each, and time never goes back.
  expect(events.map(({ type }) => type).filter((type) => type.startsWith('run.'))).toEqual([
    'run.started',
    'run.finished',
  ])
  expect([events.at(0)?.type, events.at(-1)?.type]).toEqual(['run.started', 'run.finished'])
  expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).toSorted((a, b) => a - b))

  // Each node ends exactly once, and starts at most once.
  const [begin] = events
  const nodes = begin?.type === 'run.started' ? begin.nodes : []
  expect(
    events
      .filter(isEnd)
      .map(({ node }) => node)
      .toSorted(),
  ).toEqual(nodes.toSorted())
  const starts = events.flatMap((event) => (event.type === 'step.started' ? [event.node] : []))
  expect(new Set(starts).size).toBe(starts.length)

  for (const [index, step] of planned.steps.entries()) {
    const node = step.node.id
    const started = placeOf.get(`step.started ${node}`)
    const end = ends.get(node)
    // No node starts, or is done, before every source of it is done.
    const sources = step.inputs.flatMap((input) => input.source?.step ?? [])
    for (const source of sources) {
      const ready = placeOf.get(`step.done ${planned.steps[source]?.node.id}`)
      if (started !== undefined) expect(ready).toBeLessThan(started)
      if (end?.type === 'step.done') expect(ready).toBeLessThan(placeOf.get(`step.done ${node}`) ?? -1)
    }
    // What is told of a node in between stands between its start and its end.
    events.forEach((event, place) => {
      if (event.type !== 'step.progress' || event.node !== node) return
      expect(place).toBeGreaterThan(started ?? Infinity)
      expect(place).toBeLessThan(placeOf.get(`${end?.type} ${node}`) ?? -1)
    })
    // A node is passed over because of one that it needs and that did not make it.
    if (end?.type === 'step.skipped') {
      expect(ends.get(end.of)?.type).toBe(`step.${end.because}`)
      expect(feedsInto(planned, end.of, index)).toBe(true)
    }
  }

  // What the reader makes of the events is what the run says of itself.
  const run = reduceRun(null, events)
  const phases = Object.values(run?.steps ?? {}).map(({ phase }) => phase)
  expect(run?.phase).toBe(outcome.state)
  expect(phases.filter((phase) => phase === 'waiting' || phase === 'running')).toEqual([])
  expect(outcome.state === 'done').toBe(!phases.includes('failed') && !phases.includes('cancelled'))
  const outputs = Object.entries(run?.steps ?? {}).flatMap(([node, step]) =>
    step.phase === 'done' ? [[node, step.outputs] as const] : [],
  )
  expect(Object.fromEntries(outputs)).toEqual(outcome.outputs)
  expect(events.at(-1)).toMatchObject({ state: outcome.state, outputs: outcome.outputs })
  const failed = Object.entries(run?.steps ?? {}).flatMap(([node, step]) =>
    step.phase === 'failed' ? [node] : [],
  )
  expect(Object.keys(outcome.errors).toSorted()).toEqual(failed.toSorted())
  const costs = Object.values(run?.steps ?? {}).flatMap((step) =>
    'cost' in step && step.cost !== null ? [step.cost] : [],
  )
  expect(run?.cost).toBe(costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0))
}

/** Whether a step hangs on a node, however far away. */
function feedsInto({ steps }: Plan, node: string, index: number): boolean {
  const sources = steps[index]?.inputs.flatMap((input) => input.source?.step ?? []) ?? []
  return sources.some(
    (source) => steps[source]?.node.id === node || feedsInto({ steps } as Plan, node, source),
  )
}

const graph = fc.array(behaviour, { minLength: 1, maxLength: 14 })

test('whatever fails and whatever is cancelled when, each node ends once, in order, within the limits, and the events say it all', async () => {
  await fc.assert(
    fc.asyncProperty(graph, cancels, async (behaviours, orders) => {
      checkStory(await runAll(behaviours, orders))
    }),
    { numRuns: 300 },
  )
})

test('the events of a run, read in any portions, come to the same end', async () => {
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

test('without a cancel, exactly those nodes are done that work well and need none that does not', async () => {
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

test('a second run of what is known starts nothing and comes to the same outputs', async () => {
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
      checkStory(second)
    }),
    { numRuns: 60 },
  )
})
