import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { wireInput } from '#shared/endpoint/endpointNode.ts'
import { gatedNode } from '#shared/testing/gatedNode.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { JobPhase } from '../../jobs/job.ts'
import { jobKey } from '../../jobs/jobKey.ts'
import { testSession } from '../testing/testSession.ts'

const model = (name: string) => gatedNode({ type: `runcomfy/${name}`, where: 'remote' }).type
const text = writeWorkflow(
  workflowOf({
    a: { type: 'runcomfy/a/one', values: { in: '1' } },
    b: { type: 'runcomfy/a/one', values: { in: '2' } },
    c: { type: 'runcomfy/b/two', values: { in: '3' } },
  }),
)

const start = () =>
  testSession({ nodes: [model('a/one'), model('b/two')], prices: { 'a/one': 0.25 }, env: {} })

test('the cost of a run is estimated from the usual cost of its endpoints, and nothing is started', async () => {
  const session = await start()
  expect(await session.request('run.plan', { text, targets: null, fresh: false })).toEqual({
    mode: 'practice',
    jobs: 3,
    atLeast: false,
    known: 0,
    underWay: 0,
    cost: 0.5,
    unpriced: 1,
  })
  expect(await session.request('run.list', {})).toEqual([])
})

test('only the requested nodes are counted', async () => {
  const session = await start()
  expect(await session.request('run.plan', { text, targets: ['c'], fresh: false })).toMatchObject({
    jobs: 1,
    cost: null,
    unpriced: 1,
  })
})

test.each([
  ['no workflow', '{}', 'practice', 'workflow.invalid'],
  ['an engine without a key', text, 'live', 'account.key'],
] as const)('for %s the reason why it would not run is returned', async (_, given, mode, code) => {
  const session = await start()
  await session.request('settings.change', { mode })
  const planned = session.request('run.plan', { text: given, targets: null, fresh: false })
  await expect(planned).rejects.toMatchObject({ code })
})

const request = { requestId: 'r', statusUrl: null, resultUrl: null, cancelUrl: null, at: 0 }
const home: JobPhase = { state: 'downloaded', request, output: null, cost: 0.25, media: [] }
const inProgress: JobPhase = { state: 'in_progress', request, word: 'in_progress', queuePosition: null }

test.each<[string, JobPhase, boolean, object]>([
  ['came home after its run is not paid for again', home, false, { jobs: 2, known: 1, underWay: 0 }],
  ['came home before is, where all is to be new', home, true, { jobs: 3, known: 0, underWay: 0 }],
  ['goes on at the engine is joined', inProgress, false, { jobs: 2, known: 0, underWay: 1 }],
])('a job that %s', async (_, phase, fresh, expected) => {
  const session = await start()
  const type = model('b/two')
  const key = jobKey({ modelId: 'b/two', version: type.version }, wireInput({ in: '3' }, type.inputs))
  const facts = { id: 'j', key, modelId: 'b/two', bodySha256: '', bodyBytes: 0, account: 'practice' }
  await session.library.store.add(
    { facts: { ...facts, run: 'r', node: 'c', item: '0', createdAt: session.clock.now() - 1 }, phase },
    new Uint8Array(),
  )
  expect(await session.request('run.plan', { text, targets: null, fresh })).toMatchObject(expected)
})

test('a job whose result arrived after its run is cached once, however many nodes need the same', async () => {
  const session = await start()
  const type = model('b/two')
  const key = jobKey({ modelId: 'b/two', version: type.version }, wireInput({ in: '3' }, type.inputs))
  const facts = { id: 'j', key, modelId: 'b/two', bodySha256: '', bodyBytes: 0, account: 'practice' }
  await session.library.store.add(
    { facts: { ...facts, run: 'r', node: 'c', item: '0', createdAt: 0 }, phase: home },
    new Uint8Array(),
  )
  const same = { type: 'runcomfy/b/two', values: { in: '3' } }
  const twins = writeWorkflow(workflowOf({ c: same, d: same }))
  expect(await session.request('run.plan', { text: twins, targets: null, fresh: false })).toMatchObject({
    jobs: 0,
    known: 1,
    underWay: 0,
  })
})
