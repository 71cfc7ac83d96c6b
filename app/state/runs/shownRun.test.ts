import { describe, expect, test } from 'vitest'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import type { QueueState, RunRow } from '#shared/api/records.ts'
import type { Run, Step } from '#shared/run/reduceRun.ts'
import type { Result } from '../results/results.ts'
import { gatherResults } from '../results/results.ts'
import type { Tab } from '../tabs.ts'
import { runToFinish, runToShow } from './shownRun.ts'

/** A run that was requested at minute `at`, began then by default, and ended a minute later. */
interface Past {
  readonly state: QueueState
  readonly at: number
  readonly began?: number | null
  readonly asking?: true
  /** The state of its node: `done`, or its progress. */
  readonly node?: 'done' | 'waiting' | 'running' | 'cancelled'
}
type Runs = Readonly<Record<string, Past>>

const hasEnded = (state: QueueState): boolean => ['done', 'failed', 'cancelled'].includes(state)

const rowOf = (id: string, { state, at, began = at, asking }: Past): RunRow => ({
  id,
  name: 'Harbour',
  workflow: null,
  mode: 'practice',
  state,
  queuedAt: at,
  startedAt: state === 'queued' ? null : began,
  finishedAt: hasEnded(state) ? (began ?? at) + 1 : null,
  cost: null,
  node: null,
  ...(asking && { asking }),
})

const resultOf = (run: string, finishedAt: number): Result => ({
  phase: 'done',
  startedAt: null,
  finishedAt,
  outputs: { text: `made by ${run}` },
  reused: false,
  cost: null,
})

function stepOf(run: string, { at, node }: Past): Step {
  switch (node) {
    case 'done':
      return resultOf(run, at)
    case 'running':
      return { phase: 'running', startedAt: at, items: 1, progress: {}, ended: {} }
    case 'cancelled':
      return { phase: 'cancelled', startedAt: null, finishedAt: at, outputs: {}, cost: null }
    case 'waiting':
    case undefined:
  }
  return { phase: 'waiting' }
}

const runOf = (id: string, past: Past): Run => ({
  id,
  workflow: 'Harbour',
  phase: hasEnded(past.state) ? 'done' : 'running',
  startedAt: past.at,
  finishedAt: null,
  cost: null,
  seeds: {},
  steps: { n: stepOf(id, past) },
})

/** In the host's order: active, waiting in their order, then finished ones, newest first. */
const order = ({ state, queuedAt }: RunRow): number =>
  state === 'running' ? -2e6 : state === 'queued' ? queuedAt - 1e6 : -queuedAt

/**
 * The text on the node's card, and which run its picture is from. `before` is what the node had made before these runs.
 */
function cardOf(past: Runs, before: string | null = null): string {
  const rows = Object.entries(past)
    .map(([id, one]) => rowOf(id, one))
    .toSorted((one, other) => order(one) - order(other))
  const runs = Object.fromEntries(Object.entries(past).map(([id, one]) => [id, runOf(id, one)]))
  const run = runToShow(Object.keys(past), { rows, runs })
  const previous = before === null ? {} : { t: { n: resultOf(before, 0) } }
  const tab: Tab = { ...noTab, run }
  const results = gatherResults(
    previous,
    { tabs: [tab], active: 't' },
    { rows, runs },
    { t: Object.keys(past) },
  )
  const step = run === null ? undefined : runs[run]?.steps['n']
  const made = results['t']?.['n']?.outputs['text']
  const picture = typeof made === 'string' ? made : 'no picture'
  return `${run ?? 'no run'}: ${step?.phase ?? 'nothing'}, ${picture}`
}

const noTab: Tab = {
  id: 't',
  entry: null,
  workflow: emptyWorkflow(),
  saved: null,
  base: null,
  conflict: null,
  past: [],
  future: [],
  lastKey: null,
  readOnly: false,
  selected: new Set(),
  run: null,
}

const done: Past = { state: 'done', at: 1, node: 'done' }

describe('a card shows the run that', () => {
  test.each<[string, Runs, string]>([
    [
      'works, before one that needs user input or its turn',
      { c: { state: 'running', at: 3, asking: true }, b: { state: 'running', at: 2, node: 'running' } },
      'b: running, no picture',
    ],
    [
      'needs user input, where none works',
      { b: { state: 'running', at: 2, asking: true }, a: { state: 'queued', at: 1 } },
      'b: waiting, no picture',
    ],
    [
      'is next, with the picture of the one before',
      { a: done, c: { state: 'queued', at: 3 }, b: { state: 'queued', at: 2 } },
      'b: waiting, made by a',
    ],
    [
      'ended last, and its picture',
      { a: done, b: { state: 'done', at: 2, node: 'done' } },
      'b: done, made by b',
    ],
    [
      'ended last although it was asked for first',
      { a: { ...done, began: 5 }, b: { state: 'failed', at: 2, node: 'cancelled' } },
      'a: done, made by a',
    ],
    [
      'was interrupted last, with the picture of the one before',
      { a: done, b: { state: 'interrupted', at: 2, node: 'running' } },
      'b: running, made by a',
    ],
    [
      'was cancelled after it had begun, with the picture of the one before',
      { a: done, b: { state: 'cancelled', at: 2, node: 'cancelled' } },
      'b: cancelled, made by a',
    ],
  ])('%s', (_, past, card) => {
    expect(cardOf(past)).toBe(card)
  })
})

describe('a run that never began does not take the cards from', () => {
  const never = { began: null, node: 'waiting' } as const
  test.each<[string, Runs, string]>([
    [
      'the one before, when it was cancelled',
      { a: done, b: { state: 'cancelled', at: 2, ...never } },
      'a: done, made by a',
    ],
    [
      'the one before, when it was interrupted',
      { a: done, b: { state: 'interrupted', at: 2, ...never } },
      'a: done, made by a',
    ],
    [
      'an interrupted one that had begun',
      {
        a: { state: 'interrupted', at: 1, node: 'done' },
        b: { state: 'interrupted', at: 2, ...never },
        c: { state: 'cancelled', at: 3, ...never },
      },
      'a: done, made by a',
    ],
    [
      'none, where there is no other',
      { b: { state: 'cancelled', at: 2, ...never } },
      'no run: nothing, made by x',
    ],
  ])('%s', (_, past, card) => {
    expect(cardOf(past, 'x')).toBe(card)
  })
})

test('what was made before all that is listed stays on the card', () => {
  expect(cardOf({ a: { state: 'interrupted', at: 1, node: 'running' } }, 'x')).toBe('a: running, made by x')
})

test.each<[string, readonly string[], Runs, string]>([
  ['works before it has a row', ['a'], {}, 'a'],
  ['has a row', ['a', 'b'], { b: { state: 'queued', at: 1 } }, 'b'],
])('of runs that were only just started the one that %s is shown', (_, previous, past, shown) => {
  const rows = Object.entries(past).map(([id, one]) => rowOf(id, one))
  expect(runToShow(previous, { rows, runs: {} })).toBe(shown)
})

describe('what is to be finished is', () => {
  test.each<[string, Runs, string | null]>([
    ['nothing, where nothing was interrupted', { a: done }, null],
    ['what was interrupted', { a: done, b: { state: 'interrupted', at: 2 } }, 'b'],
    [
      'still that, when a later one was cancelled',
      {
        a: { state: 'interrupted', at: 1 },
        b: { state: 'cancelled', at: 2 },
        c: { state: 'cancelled', at: 3, began: null },
      },
      'a',
    ],
    [
      'still that, while another works',
      { a: { state: 'interrupted', at: 1 }, b: { state: 'running', at: 2 } },
      'a',
    ],
    [
      'first what was asked for first',
      { b: { state: 'interrupted', at: 2, began: null }, a: { state: 'interrupted', at: 1 } },
      'a',
    ],
    [
      'nothing, once a later one is done',
      { a: { state: 'interrupted', at: 1 }, b: { ...done, at: 2 } },
      null,
    ],
  ])('%s', (_, past, run) => {
    const rows = Object.entries(past).map(([id, one]) => rowOf(id, one))
    expect(runToFinish(Object.keys(past), rows)).toBe(run)
  })

  test('nothing of another workflow', () => {
    expect(runToFinish(['other'], [rowOf('a', { state: 'interrupted', at: 1 })])).toBe(null)
  })
})
