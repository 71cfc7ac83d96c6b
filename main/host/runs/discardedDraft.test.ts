import { expect, test } from 'vitest'
import type { Media } from '#shared/ports/value.ts'
import type { Job } from '../../jobs/job.ts'
import { finish, startSession, textOf, startInput } from '../testing/testRuns.ts'

const draft = { id: 'tab-1', name: 'Harbour', text: textOf('Harbour'), base: null, by: 'page', after: null }

const resultsOf = {
  before: null,
  most: 50,
  text: '',
  workflowName: null,
  nodeTitle: null,
  nodeType: null,
  kind: 'all',
} as const

/** A GIF of one pixel. */
const gif = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=', 'base64')

/** A job that brought a picture when its run no longer waited for it. */
const late = (run: string, media: Media): Job => ({
  facts: {
    id: 'job-1',
    key: 'key',
    modelId: 'a/b',
    bodySha256: '0'.repeat(64),
    bodyBytes: 0,
    account: 'somebody',
    run,
    node: 'a',
    item: '0',
    createdAt: 0,
  },
  phase: {
    state: 'downloaded',
    request: { requestId: 'req-1', statusUrl: null, resultUrl: null, cancelUrl: null, at: 0 },
    output: { image: 'https://files.example/1.png' },
    cost: 0.02,
    media: [['https://files.example/1.png', media]],
  },
})

test('a run of a deleted draft continues, and stays in the history under its name, with its workflow', async () => {
  const session = await startSession()
  await session.request('draft.keep', draft)
  const { run } = await session.request('run.start', startInput('Harbour', { workflow: draft.id }))
  await session.clock.settle()
  await session.request('draft.drop', { id: draft.id, by: 'page' })
  await finish(session)
  expect(await session.rows()).toEqual(['Harbour done'])
  expect(await session.request('draft.list', {})).toEqual([])
  expect(await session.request('result.workflow', { run })).toMatchObject({ name: 'Harbour' })
})

test('its paid results stay among the results, including those that arrive after the draft was deleted', async () => {
  const session = await startSession()
  await session.request('draft.keep', draft)
  const { run } = await session.request('run.start', startInput('Harbour', { workflow: draft.id }))
  await session.clock.settle()
  await session.request('draft.drop', { id: draft.id, by: 'page' })
  await session.request('run.cancel', { run })
  await session.clock.settle()
  const origin = { from: 'job', requestId: 'req-1', url: 'https://files.example/1.png', at: 0 } as const
  const media = await session.library.assets({ folder: session.home }).put(gif, 'image', origin)
  await session.library.store.add(late(run, media), new Uint8Array())
  const again = await session.restart()
  expect(await again.request('result.list', resultsOf)).toMatchObject([
    { run, workflowName: 'Harbour', node: 'a', cost: 0.02, media: { sha256: media.sha256 } },
  ])
  expect(await again.request('run.list', {})).toMatchObject([
    { id: run, name: 'Harbour', state: 'cancelled', jobs: [{ state: 'arrived', cost: 0.02 }] },
  ])
})
