import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { AppError } from '#shared/errors.ts'
import { reduceRun } from '#shared/run/reduceRun.ts'
import { lines, workflowOf } from '#shared/testing/workflow.ts'
import type { Started } from '../testing/testRuns.ts'
import { startInput, startSession, withRuns } from '../testing/testRuns.ts'

/** Five shots, each made by `a` and then by `b`. */
const shots = writeWorkflow(
  workflowOf(
    {
      l: lines('one\ntwo\nthree\nfour\nfive'),
      a: 'runcomfy/test/gated',
      b: 'runcomfy/test/gated',
    },
    ['l.lines > a.in', 'a.out > b.in'],
    'shots',
  ),
)

const refused = new AppError('job.refused', 'The engine refused the prompt.')

/** Ends the items of a node, one after the other: with the node's id and their number, or as failed. */
async function finish(
  { gated, clock }: Started,
  node: string,
  { well, badly = [] }: { readonly well: readonly number[]; readonly badly?: readonly number[] },
): Promise<void> {
  for (const item of [...well, ...badly].toSorted((one, other) => one - other)) {
    // A run gives others their turn on a slow machine.
    await setImmediate()
    await clock.settle()
    const call = gated.call(node, item)
    if (badly.includes(item)) call.fail(refused)
    else call.finish({ out: `${node}${item}` })
  }
  await clock.settle()
}

async function startShots(): Promise<{ readonly session: Started; readonly run: string }> {
  const session = await startSession()
  const { run } = await session.request('run.start', startInput('shots', { text: shots }))
  await finish(session, 'a', { well: [0, 2, 3, 4], badly: [1] })
  return { session, run }
}

async function steps({ request }: Pick<Started, 'request'>, run: string) {
  return reduceRun(null, (await request('run.open', { run })).events)?.steps
}

describe('a run of five shots, of which one is refused', () => {
  test('is done in part: four are there and one is named, also after a restart', async () => {
    const { session, run } = await startShots()
    await finish(session, 'b', { well: [0, 2, 3, 4] })
    expect(await session.rows()).toEqual(['shots partial'])
    const second = withRuns(await session.restart(), session.gated)
    expect(await second.rows()).toEqual(['shots partial'])
    const error = refused.toJSON()
    const gaps = [{ item: '1', of: 'a', error, positions: { out: 1 } }]
    expect(await steps(second, run)).toMatchObject({
      a: {
        phase: 'failed',
        items: [{ item: '1', error }],
        outputs: { out: ['a0', null, 'a2', 'a3', 'a4'] },
        gaps,
      },
      b: { phase: 'done', outputs: { out: ['b0', null, 'b2', 'b3', 'b4'] }, gaps, got: { items: 4, of: 5 } },
    })
    const [row] = await second.request('run.list', {})
    expect(row?.node).toEqual({ title: 'Gated', more: 0 })
  })

  test('runs only the refused one again, and reuses all others', async () => {
    const { session, run } = await startShots()
    await finish(session, 'b', { well: [0, 2, 3, 4] })
    const second = withRuns(await session.restart(), session.gated)
    const before = second.gated.started.length
    await second.request('run.retry', { run })
    await finish(second, 'a', { well: [1] })
    await finish(second, 'b', { well: [1] })
    expect(second.gated.started.slice(before)).toEqual(['a#1', 'b#1'])
    expect(await second.rows()).toEqual(['shots done'])
    expect(second.library.runs.steps(run)).toMatchObject({
      a: { phase: 'done', outputs: { out: ['a0', 'a1', 'a2', 'a3', 'a4'] } },
      b: { phase: 'done', outputs: { out: ['b0', 'b1', 'b2', 'b3', 'b4'] } },
    })
    expect(second.library.runs.steps(run)['b']).not.toHaveProperty('gaps')
  })

  test('that is killed between two shots continues with the others, and does nothing again', async () => {
    const { session, run } = await startShots()
    await finish(session, 'b', { well: [0, 2] })
    const second = withRuns(await session.restart(), session.gated)
    expect(await second.rows()).toEqual(['shots interrupted'])
    const before = second.gated.started.length
    await second.request('run.resume', { run })
    // What failed is tried again, because the run was not over.
    await finish(second, 'a', { well: [], badly: [1] })
    await finish(second, 'b', { well: [3, 4] })
    expect(second.gated.started.slice(before)).toEqual(['a#1', 'b#3', 'b#4'])
    expect(await second.rows()).toEqual(['shots partial'])
    expect(second.library.runs.steps(run)['b']).toMatchObject({
      outputs: { out: ['b0', null, 'b2', 'b3', 'b4'] },
    })
  })
})

test('what was held back, because a list lost an item that is several, is run with the failed one, and only that', async () => {
  const text = writeWorkflow(
    workflowOf(
      {
        l: lines('one\ntwo\nthree'),
        m: lines('1\n2\n3\n4\n5\n6'),
        a: 'runcomfy/test/gated',
        s: 'test/lines',
        z: 'runcomfy/test/gated',
      },
      ['l.lines > a.in', 'a.out > s.text', 's.lines > z.in', 'm.lines > z.also'],
      'pairs',
    ),
  )
  const session = await startSession()
  const { gated, clock } = session
  const { run } = await session.request('run.start', startInput('pairs', { text }))
  await setImmediate()
  await clock.settle()
  for (const item of [0, 2]) gated.call('a', item).finish({ out: `a${item}\nb${item}` })
  gated.call('a', 1).fail(refused)
  await finish(session, 'z', { well: [0, 1] })
  expect(gated.started).toEqual(['a', 'a#1', 'a#2', 'z', 'z#1'])
  expect((await steps(session, run))?.['z']).toMatchObject({ got: { items: 2, of: 6, unpaired: 3 } })
  await session.request('run.retry', { run })
  await setImmediate()
  await clock.settle()
  gated.call('a', 1).finish({ out: 'a1\nb1' })
  await finish(session, 'z', { well: [2, 3, 4, 5] })
  expect(gated.started.slice(5)).toEqual(['a#1', 'z#2', 'z#3', 'z#4', 'z#5'])
  expect(gated.calls.slice(6).map(({ inputs: { in: one, also } }) => [one, also])).toEqual([
    ['a1', '3'],
    ['b1', '4'],
    ['a2', '5'],
    ['b2', '6'],
  ])
  expect(await session.rows()).toEqual(['pairs done'])
})

test('a run of which nothing failed is not tried again', async () => {
  const session = await startSession()
  const [run = ''] = await session.queue('one')
  const retry = { code: 'input.invalid' }
  await expect(session.request('run.retry', { run })).rejects.toMatchObject(retry)
  session.gated.call('a').finish({ out: 'A' })
  await session.clock.settle()
  session.gated.call('b').finish({ out: 'B' })
  await session.clock.settle()
  await expect(session.request('run.retry', { run })).rejects.toMatchObject({
    ...retry,
    message: 'Nothing of this run has failed.',
  })
  await expect(session.request('run.retry', { run: 'nobody' })).rejects.toMatchObject(retry)
})
