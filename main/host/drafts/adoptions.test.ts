import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { finish, startSession, textOf, startInput } from '../testing/testRuns.ts'
import type { Started } from '../testing/testRuns.ts'

/** Runs a workflow that was never saved, to its end. */
async function runDraft(session: Started, draft: string | null): Promise<string> {
  const { run } = await session.request('run.start', startInput('Sketch', { workflow: draft }))
  await session.clock.settle()
  await finish(session)
  return run
}

const save = (session: Started, draft: string, name: string, text = textOf('Sketch')) =>
  session.request('workflow.save', {
    id: null,
    name,
    text,
    base: null,
    overwrite: false,
    from: { draft, name: 'Sketch' },
  })

const rows = async (session: Started) =>
  (await session.request('run.list', {})).map(({ id, name, workflow }) => ({ id, name, workflow }))

const madeBy = async (session: Started, workflow: string, name: string) =>
  (
    await session.request('result.newest', {
      workflow,
      name,
      nodes: { a: 'runcomfy/test/gated', b: 'runcomfy/test/gated' },
    })
  ).map(({ node }) => node)

test('the runs of an unsaved workflow are its own, and move with it when it is saved under another name', async () => {
  const session = await startSession()
  const run = await runDraft(session, 'draft-1')
  expect(await madeBy(session, 'draft-1', 'Sketch')).toEqual(['a', 'b'])
  expect(await madeBy(session, 'draft-2', 'Sketch')).toEqual([])
  const { id } = await save(session, 'draft-1', 'Harbour')
  expect(await rows(session)).toEqual([{ id: run, name: 'Harbour', workflow: id }])
  expect(await madeBy(session, id, 'Harbour')).toEqual(['a', 'b'])
})

test('they stay with it after a restart, and when it is renamed', async () => {
  const session = await startSession()
  await runDraft(session, 'draft-1')
  const { id } = await save(session, 'draft-1', 'Harbour')
  await session.request('workflow.rename', { id, name: 'Port' })
  const again = { ...session, ...(await session.restart()) }
  expect(await madeBy(again, id, 'Port')).toEqual(['a', 'b'])
})

test('a run that still names the draft while it is saved belongs to the saved workflow', async () => {
  const session = await startSession()
  const { id } = await save(session, 'draft-1', 'Harbour')
  const run = await runDraft(session, 'draft-1')
  expect(await rows(session)).toEqual([{ id: run, name: 'Harbour', workflow: id }])
})

test('so does one that is requested before the save, and begins after it', async () => {
  const session = await startSession()
  const saving = save(session, 'draft-1', 'Harbour')
  // The save has its turn first: so far the run knows only the draft.
  await session.clock.settle()
  const running = runDraft(session, 'draft-1')
  const [{ id }, run] = [await saving, await running]
  expect(await rows(session)).toEqual([{ id: run, name: 'Harbour', workflow: id }])
})

test('runs without a workflow move along if they have its name and one of its nodes', async () => {
  const session = await startSession()
  const [own, other] = [await runDraft(session, null), await runDraft(session, 'draft-2')]
  const { id } = await save(session, 'draft-1', 'Harbour')
  expect(await rows(session)).toEqual([
    { id: other, name: 'Sketch', workflow: 'draft-2' },
    { id: own, name: 'Harbour', workflow: id },
  ])
})

test('a run of the same name without any of its nodes stays where it is', async () => {
  const session = await startSession()
  const run = await runDraft(session, null)
  await save(session, 'draft-1', 'Harbour', writeWorkflow(workflowOf({ c: 'runcomfy/test/gated' })))
  expect(await rows(session)).toEqual([{ id: run, name: 'Sketch', workflow: null }])
})
