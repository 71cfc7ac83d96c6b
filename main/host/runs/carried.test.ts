import { expect, test } from 'vitest'
import { withSchemas } from '#shared/catalogue/carried.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { publish } from '../catalogue/catalogue.ts'
import { testSession } from '../testing/testSession.ts'

const endpoint = (inputs: readonly string[]) => ({
  engine: 'acme',
  modelId: 'paint/a',
  title: 'Paint',
  category: 'Image',
  input: { properties: Object.fromEntries(inputs.map((name) => [name, { type: 'string', default: 'x' }])) },
  outputs: ['image' as const],
})
const drawn = workflowOf({
  p: { type: 'acme/paint/a', values: { prompt: 'a boat' } },
  t: { type: 'test/text', values: { text: 'x' } },
})
const carrying: Workflow = {
  ...drawn,
  schemas: { [publish(endpoint(['prompt'])).sha256]: endpoint(['prompt']) },
}
const start = (workflow: Workflow, targets: string[] | null = null) => ({
  text: writeWorkflow(workflow),
  workflow: null,
  targets,
  fresh: false,
  first: false,
})

test('a run of an endpoint that only the file knows is refused before anything is spent, and the rest can run', async () => {
  const session = await testSession()
  const refused = {
    code: 'workflow.invalid',
    data: { problems: [{ code: 'carried', node: 'p', path: ['nodes', 0, 'type'] }] },
  }
  await expect(session.request('run.start', start(carrying))).rejects.toMatchObject(refused)
  await expect(session.request('run.plan', { ...start(carrying) })).rejects.toMatchObject(refused)
  expect(await session.request('run.list', {})).toEqual([])
  await session.request('run.start', start(carrying, ['t']))
  expect((await session.request('run.list', {})).length).toBe(1)
})

test('a run of an endpoint of the catalogue is stored with its schema, in place of what the file claims', async () => {
  const session = await testSession()
  session.catalogue.replace('acme', [{ endpoint: endpoint(['prompt', 'size']) }])
  const { run } = await session.request('run.start', start(carrying))
  const read = readWorkflow(session.library.runs.source(run)?.workflow ?? '')
  expect(read.ok && read.workflow.schemas).toEqual(withSchemas(drawn, session.catalogue.registry()).schemas)
})
