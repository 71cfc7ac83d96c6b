import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { endpointNode } from '#shared/endpoint/endpointNode.ts'
import { createRegistry } from '#shared/nodes/registry.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { EXIT } from '../console/exitCode.ts'
import { testContext } from '../testing/testContext.ts'
import nodes from './nodes.ts'
import validate from './validate.ts'

const registry = createRegistry([
  endpointNode({
    engine: 'runcomfy',
    modelId: 'acme/odd',
    title: 'Odd',
    category: 'Test',
    input: { properties: { prompt: { type: 'string' }, tree: { $ref: '#/gone' } } },
    outputs: ['image'],
  }),
])
const notice = 'property tree refers to "#/gone", which is not there'

test('the list of node types reports what of an endpoint’s schema could not be used, as text and JSON', async () => {
  const person = testContext({ registry: () => registry })
  await nodes.run({ json: false }, person)
  expect(person.printed()).toContain(`    note: ${notice}\n`)
  const programs = testContext({ registry: () => registry })
  await nodes.run({ json: true }, programs)
  expect(JSON.parse(programs.printed())).toMatchObject({ type: 'runcomfy/acme/odd', notices: [notice] })
})

test('the list of node types has the price of a unit, as the engine has said it, with its date', async () => {
  const price = { price: '0.025', unit: 'megapixels', currency: 'USD', atLeast: false, at: 1_790_000_000_000 }
  const prices = () => new Map([['runcomfy/acme/odd', price]])
  const person = testContext({ registry: () => registry, prices })
  await nodes.run({ json: false }, person)
  expect(person.printed()).toContain('    costs $0.025 per megapixel, on 2026-09-21\n')
  const programs = testContext({ registry: () => registry, prices })
  await nodes.run({ json: true }, programs)
  expect(JSON.parse(programs.printed())).toMatchObject({ price })
  const none = testContext({ registry: () => registry })
  await nodes.run({ json: true }, none)
  expect(JSON.parse(none.printed())).toMatchObject({ price: null })
})

test('validate reports it for a node of that type, and that there are no problems', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'validate-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'odd.json')
  await writeFile(
    file,
    writeWorkflow(workflowOf({ n: { type: 'runcomfy/acme/odd', values: { prompt: 'a' } } })),
  )
  const context = testContext({ registry: () => registry })
  expect(await validate.run({ file, json: false }, context)).toBe(EXIT.done)
  expect(context.said()).toContain(`of the schema of Odd: ${notice}`)
  expect(context.printed()).toContain('no problems; 1 node, 1 remote')
})
