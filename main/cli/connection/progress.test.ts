import { describe, expect, test } from 'vitest'
import { outlineOf } from '#shared/run/outline.ts'
import { plan } from '#shared/run/plan.ts'
import type { Run } from '#shared/run/reduceRun.ts'
import type { RunEvent } from '#shared/run/run.ts'
import { testRegistry } from '#shared/testing/nodeTypes.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Console } from '../console/console.ts'
import { createProgress, statusLine } from './progress.ts'

const planned = outlineOf(
  plan(
    workflowOf(
      { a: { type: 'test/text', title: 'Prompt', values: { text: 'x' } }, b: 'test/join', c: 'test/note' },
      ['a.text > b.first'],
    ),
    testRegistry(),
  ),
)

/** The output for some events: messages, and the progress line after each. */
function report(
  events: readonly RunEvent[],
  terminal = true,
): { lines: readonly string[]; status: readonly string[] } {
  const [lines, status]: [string[], string[]] = [[], []]
  const console: Console = {
    terminal,
    print: () => {},
    info: (line) => void lines.push(line),
    status: (line) => void status.push(line),
  }
  const progress = createProgress(planned, console)
  for (const event of events) progress(event)
  return { lines, status }
}

const started: RunEvent = {
  type: 'run.started',
  run: 'r',
  workflow: 'w',
  at: 0,
  nodes: ['a', 'b'],
  seeds: {},
}
const error = { code: 'job.failed', message: 'It failed.' } as const

describe('a run on a terminal', () => {
  test('prints a line for each finished node, and a progress line', () => {
    const events: readonly RunEvent[] = [
      started,
      { type: 'step.started', node: 'a', at: 1000, items: 1 },
      { type: 'step.done', node: 'a', at: 3500, outputs: {}, reused: false, cost: 0.0125 },
      { type: 'step.started', node: 'b', at: 3500, items: 1 },
      { type: 'step.progress', node: 'b', at: 3600, item: '0', status: 'in_queue', queuePosition: 3 },
      { type: 'step.done', node: 'b', at: 4000, outputs: {}, reused: true, cost: null },
      { type: 'run.finished', state: 'done', at: 4000, cost: 0.0125, outputs: {} },
    ]
    expect(report(events)).toEqual({
      lines: ['done    Prompt: 2.5 s, $0.0125', 'done    Join: cached'],
      status: [
        '0 of 2',
        '0 of 2 · Prompt',
        '1 of 2',
        '1 of 2 · Join',
        '1 of 2 · Join: in queue, place 3',
        '2 of 2',
        '',
      ],
    })
  })

  test.each<[RunEvent, readonly string[]]>([
    [{ type: 'step.failed', node: 'a', at: 1, error, cost: null }, ['failed  Prompt']],
    [{ type: 'step.cancelled', node: 'a', at: 1, cost: null }, ['stopped Prompt']],
    [{ type: 'step.skipped', node: 'b', at: 1, because: 'failed', of: 'a' }, []],
  ])('prints %j as %j', (event, lines) => {
    expect(report([started, event]).lines).toEqual(lines)
  })

  test('prints no duration if the clock was set back meanwhile', () => {
    const events: readonly RunEvent[] = [
      started,
      { type: 'step.started', node: 'a', at: 9000, items: 1 },
      { type: 'step.done', node: 'a', at: 1000, outputs: {}, reused: false, cost: null },
    ]
    expect(report(events).lines).toEqual(['done    Prompt: 0 ms'])
  })
})

test('with many nodes the progress line is drawn at most ten times per second, and is complete at the end', () => {
  const ids = Array.from({ length: 300 }, (_, index) => `n${index}`)
  const many = outlineOf(
    plan(
      workflowOf(Object.fromEntries(ids.map((id) => [id, { type: 'test/text', values: { text: id } }]))),
      testRegistry(),
    ),
  )
  const lines: string[] = []
  const progress = createProgress(many, {
    terminal: true,
    print: () => {},
    info: () => {},
    status: (line) => void lines.push(line),
  })
  progress({ ...started, nodes: ids })
  for (const [index, node] of ids.entries())
    progress({ type: 'step.done', node, at: index, outputs: {}, reused: false, cost: null })
  expect(lines).toEqual(['0 of 300', '101 of 300', '201 of 300'])
})

test('without a terminal nothing is printed', () => {
  const done: RunEvent = { type: 'step.done', node: 'a', at: 1, outputs: {}, reused: false, cost: null }
  expect(report([started, done], false)).toEqual({ lines: [], status: [] })
})

test('of many running nodes three are named, the others counted', () => {
  const running = { phase: 'running', startedAt: 0, items: 1, progress: {}, ended: {} } as const
  const run: Run = {
    id: 'r',
    workflow: 'w',
    phase: 'running',
    startedAt: 0,
    finishedAt: null,
    cost: null,
    seeds: {},
    steps: {
      a: { phase: 'skipped', because: 'muted', of: 'x' },
      b: running,
      c: { ...running, progress: { 0: { status: 'in_progress' } } },
      d: running,
      e: running,
      f: running,
      g: { phase: 'waiting' },
    },
  }
  expect(statusLine(run, (node) => node.toUpperCase())).toBe('1 of 7 · B · C: in progress · D · 2 more')
})
