import { describe, expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { finish, startInput, startSession, withRuns } from '../testing/testRuns.ts'

describe('the outline of a run', () => {
  test('is returned when it is queued: its nodes in their order, what is left out, its cost', async () => {
    const session = await startSession()
    const text = writeWorkflow(
      workflowOf(
        { b: { type: 'runcomfy/test/gated', title: 'Last' }, a: 'runcomfy/test/gated', lacking: 'test/text' },
        ['a.out > b.in'],
      ),
    )
    const { plan } = await session.request('run.start', startInput('', { text }))
    expect(plan).toEqual({
      nodes: [
        { node: 'a', title: 'Gated', last: false },
        { node: 'b', title: 'Last', last: true },
      ],
      notices: [
        {
          code: 'left-out',
          message: 'Text is not run: Text is needed',
          path: ['nodes', 2, 'values', 'text'],
          node: 'lacking',
          port: 'text',
        },
      ],
      forecast: {
        mode: 'practice',
        jobs: 2,
        atLeast: false,
        known: 0,
        underWay: 0,
        cost: null,
        unpriced: 2,
      },
    })
  })

  test('is returned for an interrupted one, too', async () => {
    const before = await startSession()
    const [run = ''] = await before.queue('one')
    const session = withRuns(await before.restart(), before.gated)
    expect(await session.request('run.resume', { run })).toEqual({
      plan: {
        nodes: [
          { node: 'a', title: 'Gated', last: false },
          { node: 'b', title: 'Gated', last: true },
        ],
        notices: [],
      },
    })
  })

  test('is the one from when it was queued, but results that another run makes meanwhile are used', async () => {
    const session = await startSession()
    await session.queue('one', 'one')
    await finish(session)
    expect(await session.rows()).toEqual(['one done', 'one done'])
    expect(session.gated.started).toEqual(['a', 'b'])
  })
})
