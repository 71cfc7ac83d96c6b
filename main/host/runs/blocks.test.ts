import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { startInput, startSession, withRuns } from '../testing/testRuns.ts'

const inside = workflowOf({ a: 'runcomfy/test/gated', b: 'runcomfy/test/gated' }, ['a.out > b.in'])
const text = (key: string): string =>
  writeWorkflow({
    ...workflowOf({ block: { type: `block/${key}`, values: { in: 'x' } } }, [], 'one'),
    blocks: {
      pair: {
        nodes: inside.nodes,
        edges: inside.edges,
        interface: {
          inputs: { in: { to: [{ node: 'a', port: 'in' }] } },
          outputs: { out: { from: { node: 'b', port: 'out' } } },
        },
      },
    },
  })

test('a workflow with a block runs its nodes under their paths, and is resumed as that', async () => {
  const first = await startSession()
  const { run, plan } = await first.request('run.start', startInput('one', { text: text('pair') }))
  expect(plan.nodes.map(({ node }) => node)).toEqual(['block/a', 'block/b'])
  await first.clock.settle()
  first.gated.call('block/a').finish({ out: 'A' })
  await first.clock.settle()
  const second = withRuns(await first.restart(), first.gated)
  await second.request('run.resume', { run })
  await second.clock.settle()
  second.gated.call('block/b').finish({ out: 'B' })
  await second.clock.settle()
  expect(second.gated.started).toEqual(['block/a', 'block/b', 'block/b'])
  expect(second.library.runs.steps(run)).toMatchObject({
    'block/a': { outputs: { out: 'A' } },
    'block/b': { outputs: { out: 'B' } },
  })
})

test('an instance is a target as what makes its outputs, also when the run is resumed', async () => {
  const first = await startSession()
  const more = workflowOf({ block: { type: 'block/pair', values: { in: 'x' } }, c: 'runcomfy/test/gated' })
  const flow = JSON.stringify({ ...JSON.parse(text('pair')), nodes: more.nodes })
  const input = startInput('one', { text: flow, targets: ['block'] })
  const { run, plan } = await first.request('run.start', input)
  expect(plan.nodes.map(({ node }) => node)).toEqual(['block/a', 'block/b'])
  await first.clock.settle()
  const second = withRuns(await first.restart(), first.gated)
  const resumed = await second.request('run.resume', { run })
  expect(resumed.plan.nodes.map(({ node }) => node)).toEqual(['block/a', 'block/b'])
  expect(second.library.runs.source(run)?.request.targets).toEqual(['block/b'])
})

test('a workflow whose block is missing is refused with its place', async () => {
  const session = await startSession()
  await expect(session.request('run.start', startInput('one', { text: text('none') }))).rejects.toMatchObject(
    {
      code: 'workflow.invalid',
      message: expect.stringContaining('nodes[0].type: there is no block "none" in the file'),
    },
  )
})

test('seeds of nodes deep in blocks are drawn and reported, however long their paths are', async () => {
  const session = await startSession()
  const long = 'x'.repeat(150)
  const seeded = workflowOf({ [long]: { type: 'test/seed', values: { seed: -1 } } })
  const inner = { nodes: seeded.nodes, edges: [], interface: { inputs: {}, outputs: {} } }
  const outer = {
    nodes: workflowOf({ [long]: 'block/inner' }).nodes,
    edges: [],
    interface: { inputs: {}, outputs: {} },
  }
  const flow = { ...workflowOf({ top: 'block/outer' }, [], 'one'), blocks: { inner, outer } }
  const { seeds } = await session.request('run.start', startInput('one', { text: writeWorkflow(flow) }))
  expect(seeds).toEqual({ [`top/${long}/${long}`]: { seed: expect.any(Number) } })
})
