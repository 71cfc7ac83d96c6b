import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { testRegistry } from '#shared/testing/nodeTypes.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { createPreparations } from './preparations.ts'
import type { PrepareRunRequest } from './prepareRun.ts'

const text = writeWorkflow(workflowOf({ s: { type: 'test/seed', seedMode: 'randomize' } }))
const request: PrepareRunRequest = { text, targets: null, incomplete: 'leaveOut', used: {}, name: null }

function start() {
  let drawn = 0
  const preparations = createPreparations(testRegistry, () => ++drawn / 100)
  return { preparations, drawn: () => drawn }
}

test('a run that was refused for its cost is not planned again when it is approved: its seeds are those of its forecast', async () => {
  const { preparations, drawn } = start()
  const prepared = await preparations.prepare(request)
  preparations.keep(request, prepared)
  expect(await preparations.prepare(structuredClone(request))).toBe(prepared)
  expect(drawn()).toBe(1)
})

test.each<[string, Partial<PrepareRunRequest>]>([
  [
    'another workflow',
    { text: writeWorkflow(workflowOf({ s: { type: 'test/seed', seedMode: 'randomize' }, t: 'test/seed' })) },
  ],
  ['other targets', { targets: ['s'] }],
  ['another answer to what is missing', { incomplete: 'refuse' }],
  ['other seeds before it', { used: { s: { seed: 7 } } }],
  ['another name', { name: 'Harbour' }],
])('%s is planned on its own', async (_, change) => {
  const { preparations, drawn } = start()
  const prepared = await preparations.prepare(request)
  preparations.keep(request, prepared)
  expect(await preparations.prepare({ ...request, ...change })).not.toBe(prepared)
  expect(drawn()).toBe(2)
})

test('a run that was started is planned again when it is requested again', async () => {
  const { preparations, drawn } = start()
  const prepared = await preparations.prepare(request)
  preparations.keep(request, prepared)
  await preparations.prepare(request)
  await preparations.prepare(request)
  expect(drawn()).toBe(2)
})
