import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import { integer, listOf, optional, text } from '#shared/ports/port.ts'
import type { Run } from '#shared/run/reduceRun.ts'
import { reduceRun } from '#shared/run/reduceRun.ts'
import { gatedNode } from '#shared/testing/gatedNode.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { TestSession } from '../testing/testSession.ts'
import { testSession } from '../testing/testSession.ts'
import { startInput, withRuns } from '../testing/testRuns.ts'

const promptingNode = defineNode({
  type: 'test/asking',
  title: 'Asking',
  category: 'Test',
  inputs: {
    number: optional(integer('Number', { limits: { minimum: 1, maximum: 9 } })),
    word: optional(text('Word')),
  },
  outputs: { text: text('Text') },
  userPrompt: ({ number }) => (number === undefined ? { input: 'number', words: 'Say a number' } : null),
  run: ({ number }) => ({ text: `the ${number}` }),
})

const pairNode = defineNode({
  type: 'test/pair',
  title: 'Pair',
  category: 'Test',
  inputs: {},
  outputs: { words: listOf(text('Words')) },
  makes: () => ({ words: ['a', 'b'] }),
})

const prompting = writeWorkflow(
  workflowOf({ q: 'test/asking', g: 'runcomfy/test/gated' }, ['q.text > g.in'], 'asking'),
)

async function start() {
  const gated = gatedNode({ obeysCancel: true, type: 'runcomfy/test/gated' })
  const session = withRuns(await testSession({ nodes: [gated.type, promptingNode] }), gated)
  const { run } = await session.request('run.start', startInput('', { text: prompting }))
  await session.clock.settle()
  return { session, run, gated }
}

const answer = (run: string, value: number) => ({ run, node: 'q', item: '0', value })

async function stepsOf(session: TestSession, run: string): Promise<Run['steps'] | undefined> {
  await session.clock.settle()
  return reduceRun(null, (await session.request('run.open', { run })).events)?.steps
}

test('a run with a prompt reports it, and continues with the answer', async () => {
  const { gated, run, session } = await start()
  expect((await stepsOf(session, run))?.['q']).toMatchObject({ prompts: { 0: { words: 'Say a number' } } })
  expect(await session.request('run.list', {})).toMatchObject([{ id: run, state: 'running', asking: true }])
  await session.request('run.answer', answer(run, 7))
  await session.clock.settle()
  expect(gated.call('g').inputs).toEqual({ in: 'the 7' })
  expect((await session.request('run.list', {}))[0]).not.toHaveProperty('asking')
})

test('the time in which a run only waits for the user is reported separately, and is in no total', async () => {
  const { gated, run, session } = await start()
  await session.clock.advance(60_000)
  await session.request('run.answer', answer(run, 7))
  await session.clock.settle()
  await session.clock.advance(2000)
  gated.call('g').finish({ out: 'G' })
  await session.clock.settle()
  const [row] = await session.request('run.list', {})
  expect(row).toMatchObject({ state: 'done', waited: 60_000 })
  expect(await session.request('run.totals', {})).toMatchObject({ took: 2000 })
})

test('while a run only waits for user input, the next one has its turn', async () => {
  const { run, session } = await start()
  await session.queue('two')
  expect(await session.rows()).toEqual(['two running', 'asking running'])
  await session.request('run.answer', answer(run, 7))
  await session.clock.settle()
  expect((await stepsOf(session, run))?.['g']).toMatchObject({ phase: 'running' })
})

test('an invalid answer is refused by name, and the prompt stays open', async () => {
  const { run, session } = await start()
  await expect(session.request('run.answer', answer(run, 12))).rejects.toMatchObject({
    code: 'input.invalid',
    message: expect.stringMatching(/^Number: /),
  })
  await session.request('run.answer', answer(run, 9))
  await expect(session.request('run.answer', answer(run, 9))).rejects.toMatchObject({
    message: 'Nothing is asked there any more: the run has gone on, or is over.',
  })
})

test('after a kill the prompt is shown again, and an answer from before is not asked for twice', async () => {
  const { run, session } = await start()
  const second = await session.restart()
  expect(await second.request('run.list', {})).toMatchObject([{ id: run, state: 'interrupted' }])
  await second.request('run.resume', { run })
  expect((await stepsOf(second, run))?.['q']).toMatchObject({ prompts: { 0: { words: 'Say a number' } } })
  await second.request('run.answer', answer(run, 5))
  expect((await stepsOf(second, run))?.['q']).toMatchObject({ phase: 'done' })
  const third = await second.restart()
  await third.request('run.resume', { run })
  expect((await stepsOf(third, run))?.['q']).toMatchObject({ phase: 'done', outputs: { text: 'the 5' } })
})

test('after a restart, the workflow of a run comes with what was answered in it', async () => {
  const { gated, run, session } = await start()
  const unanswered = await session.request('result.workflow', { run })
  await session.request('run.answer', answer(run, 7))
  await session.clock.settle()
  gated.call('g').finish({ out: 'G' })
  await session.clock.settle()
  const second = await session.restart()
  expect(await second.request('result.workflow', { run })).toEqual({
    ...unanswered,
    answers: { q: { number: 7 } },
  })
  expect(unanswered).not.toHaveProperty('answers')
})

test('the answers for several items are no value of the workflow', async () => {
  const session = await testSession({ nodes: [promptingNode, pairNode] })
  const text = writeWorkflow(workflowOf({ w: 'test/pair', q: 'test/asking' }, ['w.words > q.word']))
  const { run } = await session.request('run.start', startInput('', { text }))
  await session.clock.settle()
  await session.request('run.answer', answer(run, 7))
  await session.request('run.answer', { ...answer(run, 8), item: '1' })
  expect((await stepsOf(session, run))?.['q']).toMatchObject({ phase: 'done' })
  expect(await session.request('result.workflow', { run })).not.toHaveProperty('answers')
})

test('a run that waits for user input can be cancelled', async () => {
  const { run, session } = await start()
  await session.request('run.cancel', { run })
  await session.clock.settle()
  expect(await session.request('run.list', {})).toMatchObject([{ id: run, state: 'cancelled' }])
})
