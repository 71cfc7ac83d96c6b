import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder, readEvents } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'
import { workflow } from './workflows.ts'

const words = (id: string, text: string) => ({ id, type: 'local/text', values: { text } })
const joined = workflow(
  [
    { ...words('first', 'a') },
    { id: 'both', type: 'local/join-text', values: { second: 'b' } },
    words('other', 'c'),
  ],
  ['first.text > both.first'],
)
const flow = JSON.stringify({
  ...workflow([{ id: 'block', type: 'block/joined' }, words('rest', 'd')]),
  blocks: {
    joined: {
      ...joined,
      interface: { inputs: {}, outputs: { text: { from: { node: 'both', port: 'text' } } } },
    },
  },
})

test.each<[target: string, code: number, nodes: unknown]>([
  ['block', 0, ['block/first', 'block/both']],
  ['block/other', 0, ['block/other']],
  ['rest', 0, ['rest']],
  ['nothing', 64, undefined],
])('--target %s of a workflow with a block', async (target, code, nodes) => {
  const cwd = await makeFolder({ 'flow.json': flow })
  const result = await runCliInProcess(['run', join(cwd, 'flow.json'), '--target', target, '--json'], { cwd })
  expect([result.code, code === 0 ? readEvents(result)[0]?.['nodes'] : undefined]).toEqual([code, nodes])
})
