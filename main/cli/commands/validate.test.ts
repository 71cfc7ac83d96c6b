import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { publish } from '../../host/catalogue/catalogue.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { EXIT } from '../console/exitCode.ts'
import { testContext } from '../testing/testContext.ts'
import validate from './validate.ts'

const endpoint = {
  engine: 'acme',
  modelId: 'paint/a',
  title: 'Paint',
  category: 'Image',
  input: { properties: { prompt: { type: 'string' }, size: { type: 'integer', maximum: 8, default: 4 } } },
  outputs: ['image' as const],
}

/** What `validate` answers about a file with one node, on a machine that has no catalogue. */
async function validated(values: object, schemas: object) {
  const path = join(testFolder(), 'flow.json')
  const node = { id: 'p', type: 'acme/paint/a', position: { x: 0, y: 0 }, values }
  writeFileSync(
    path,
    JSON.stringify({ format: 'patchbay/workflow', version: 1, nodes: [node], edges: [], schemas }),
  )
  const context = testContext()
  const code = await validate.run({ file: path, json: false }, context)
  return { code, printed: context.printed().replaceAll(path, 'flow.json'), said: context.said() }
}
const carried = { [publish(endpoint).sha256]: endpoint }

test('a workflow is checked by the endpoints that it carries, with a notice that they do not run here', async () => {
  const valid = await validated({ prompt: 'a boat' }, carried)
  expect([valid.code, valid.printed]).toEqual([EXIT.done, 'flow.json: no problems; 1 node, 1 remote\n'])
  expect(valid.said).toContain('is known only from this file')
  const invalid = await validated({ prompt: 'a boat', size: 9 }, carried)
  expect([invalid.code, invalid.said.includes('nodes[0].values.size')]).toEqual([EXIT.workflow, true])
})

test('without them its node type is unknown', async () => {
  const { code, said } = await validated({ prompt: 'a boat' }, {})
  expect([code, said.includes('the node type "acme/paint/a" is unknown')]).toEqual([EXIT.workflow, true])
})
