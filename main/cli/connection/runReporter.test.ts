import { expect, test } from 'vitest'
import type { ErrorData } from '#shared/errors.ts'
import type { RunEvent } from '#shared/run/run.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { testContext } from '../testing/testContext.ts'
import { createRunReporter } from './runReporter.ts'

const refused: ErrorData = { code: 'job.refused', message: 'The engine refused the prompt.' }
const lost: ErrorData = { code: 'job.unknown', message: 'The answer was lost.', data: { job: 'j1' } }
const shots = [fakeMedia(1), null, fakeMedia(3), fakeMedia(4), fakeMedia(5)]

/** The events of a run of five shots, of which the second was not made. */
const events = (error: ErrorData): readonly RunEvent[] => {
  const gaps = [{ item: '1' as const, of: 'shot', error, positions: { video: 1 } }]
  const outputs = { video: shots }
  return [
    { type: 'run.started', run: 'r', workflow: 'film', at: 0, nodes: ['shot', 'graded'], seeds: {} },
    {
      type: 'step.failed',
      node: 'shot',
      at: 1,
      error,
      items: [{ item: '1', error }],
      outputs,
      gaps,
      cost: null,
    },
    {
      type: 'step.done',
      node: 'graded',
      at: 2,
      outputs,
      reused: false,
      fanned: true,
      gaps,
      got: { items: 4, of: 5 },
      cost: null,
      notes: ['Got 4 of 5 items.'],
    },
    {
      type: 'run.finished',
      state: 'partial',
      at: 3,
      cost: null,
      outputs: { shot: outputs, graded: outputs },
      gaps: { shot: gaps, graded: gaps },
    },
  ]
}

function report(error: ErrorData, show: 'events' | 'pictures') {
  const context = testContext()
  const plan = {
    nodes: [
      { node: 'shot', title: 'Shot', last: false },
      { node: 'graded', title: 'Graded', last: true },
    ],
    notices: [],
  }
  const pathOf = ({ sha256 }: { readonly sha256: string }): string => `/assets/${sha256.at(-1) ?? ''}`
  const reporter = createRunReporter({ plan, show, console: context.console, pathOf })
  for (const event of events(error)) reporter.onEvent(event)
  return { ...reporter.end('r'), said: context.said(), printed: context.printed() }
}

test('of five shots, of which one was refused, four are printed and one is named', () => {
  const { state, worst, said, printed } = report(refused, 'pictures')
  expect([state, worst]).toEqual(['partial', 69])
  expect(printed).toBe('/assets/1\n/assets/3\n/assets/4\n/assets/5\n')
  expect(said.split('\n').filter((line) => !line.startsWith('['))).toEqual(
    expect.arrayContaining([
      'Got 4 of 5 items.',
      'Shot (node shot, item 2): The engine refused the prompt.',
      'To run again what failed: patchbay retry r',
    ]),
  )
})

test('as JSON, the last line has the outputs with their positions, and names the gaps', () => {
  const { printed } = report(refused, 'events')
  const gap = { item: '1', of: 'shot', error: refused, positions: { video: 1 } }
  const video = shots.map((shot) =>
    shot === null ? null : { ...shot, kind: 'image', path: `/assets/${shot.sha256.at(-1) ?? ''}` },
  )
  expect(JSON.parse(printed.trim().split('\n').at(-1) ?? '')).toEqual({
    type: 'run.finished',
    state: 'partial',
    at: 3,
    cost: null,
    outputs: { shot: { video }, graded: { video } },
    gaps: { shot: [gap], graded: [gap] },
  })
})

test('a shot that may have been charged comes first, and its ways out are printed', () => {
  const { worst, said } = report(lost, 'pictures')
  expect(worst).toBe(76)
  expect(said).toContain('patchbay job submit-again j1 --may-charge-twice')
})
