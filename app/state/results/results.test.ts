import { expect, test } from 'vitest'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import type { Step } from '#shared/run/reduceRun.ts'
import { gatherResults } from './results.ts'
import type { Tab, Tabs } from '../tabs.ts'

const tab = (id: string, run: string | null): Tab => ({
  id,
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
  run,
})
const tabs = (...list: readonly Tab[]): Tabs => ({ tabs: list, active: null })
const done = (finishedAt: number) =>
  ({ phase: 'done', startedAt: 0, finishedAt, outputs: {}, reused: false, cost: null }) as const
/** The same as a result of the run `r`. */
const made = (finishedAt: number) => ({ ...done(finishedAt), run: 'r' })
const runOf = (steps: Readonly<Record<string, Step>>) => ({
  rows: [],
  runs: {
    r: {
      id: 'r',
      workflow: '',
      phase: 'running' as const,
      startedAt: 0,
      finishedAt: null,
      cost: null,
      seeds: {},
      steps,
    },
  },
})

test('the result of a node stays while it runs again, until the next one replaces it', () => {
  const first = gatherResults({}, tabs(tab('t', 'r')), runOf({ a: done(1), b: { phase: 'waiting' } }))
  expect(first).toEqual({ t: { a: made(1) } })
  const waiting = gatherResults(first, tabs(tab('t', 'r')), runOf({ a: { phase: 'waiting' } }))
  expect(waiting).toBe(first)
  expect(gatherResults(first, tabs(tab('t', 'r')), runOf({ a: done(2) }))).toEqual({ t: { a: made(2) } })
})

test('a node of which some items failed shows the others, with what is missing; one that delivered nothing shows nothing', () => {
  const error = { code: 'job.refused', message: 'No.' } as const
  const gaps = [{ item: '1' as const, of: 'a', error, positions: { out: 1 } }]
  const ended = { startedAt: 0, finishedAt: 3, outputs: { out: ['x', null] }, cost: null }
  const failed: Step = { phase: 'failed', ...ended, error, items: [{ item: '1', error }] }
  const state = runOf({ a: { ...failed, gaps }, b: failed })
  const first = gatherResults({}, tabs(tab('t', 'r')), state)
  expect(first).toEqual({
    t: { a: { phase: 'done', ...ended, reused: false, fanned: true, gaps, run: 'r' } },
  })
  expect(gatherResults(first, tabs(tab('t', 'r')), state)).toBe(first)
})

test('the last result of another run of the tab is shown too, even if the cards already follow the next run', () => {
  const { r } = runOf({ a: done(5) }).runs
  const runs = { rows: [], runs: { r, next: { ...r, id: 'next', steps: {} } } }
  const gathered = gatherResults({}, tabs(tab('t', 'next')), runs, { t: ['r', 'next'] })
  expect(gathered).toEqual({ t: { a: made(5) } })
  expect(gatherResults(gathered, tabs(tab('t', 'next')), runs, { t: ['r', 'next'] })).toBe(gathered)
  const newer = { t: { a: done(7) } }
  expect(gatherResults(newer, tabs(tab('t', 'next')), runs, { t: ['r', 'next'] })).toBe(newer)
})
