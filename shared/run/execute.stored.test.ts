import { describe, expect, test } from 'vitest'
import type { Endpoint } from '../catalogue/endpoint.ts'
import { endpointNode } from '../endpoint/endpointNode.ts'
import { AppError } from '../errors.ts'
import type { JobResult, Jobs } from '../services.ts'
import type { FakeResults } from '../testing/fakeServices.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { fakeMedia } from '../testing/media.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { workflowOf } from '../testing/workflow.ts'

const picture = 'https://outputs.example/a.png'
const mesh = 'https://outputs.example/mesh.glb'
const answer: JobResult = {
  requestId: 'req-1',
  output: { image: picture, model_mesh: mesh },
  media: new Map([
    [picture, fakeMedia(1)],
    [mesh, { ...fakeMedia(2, 'file'), name: 'mesh.glb' }],
  ]),
  cost: null,
}
const endpoint = (...outputs: Endpoint['outputs']): Endpoint => ({
  engine: 'runcomfy',
  modelId: 'acme/mesh',
  title: 'Mesh',
  category: 'Test',
  input: { properties: { prompt: { type: 'string' } } },
  outputs,
})
const workflow = workflowOf({ n: { type: 'runcomfy/acme/mesh', values: { prompt: 'a boat' } } })

/** Runs the endpoint's node with these jobs, and returns how it ended and how often a job was requested. */
async function runWith(results: FakeResults, jobs: Partial<Jobs>, ...outputs: Endpoint['outputs']) {
  let asked = 0
  const run: Jobs['run'] = async (...call) => {
    asked++
    return jobs.run?.(...call) ?? answer
  }
  const started = startRun(workflow, testRegistry(endpointNode(endpoint(...outputs))), {
    services: fakeServices({ results, jobs: { ...jobs, run } }),
  })
  await started.done
  return { step: started.run().steps['n'], asked }
}

describe('a node that has gained an output', () => {
  test('reads the stored answer again, if that is in the library', async () => {
    const results = fakeResults()
    await runWith(results, {}, 'image')
    const { step, asked } = await runWith(results, { stored: () => true }, 'image', 'model')
    expect(step).toMatchObject({
      phase: 'done',
      outputs: { image: fakeMedia(1), model: { name: 'mesh.glb' } },
    })
    expect(asked).toBe(1)
  })

  test('keeps its earlier result if the answer is not there: nothing is paid again', async () => {
    const results = fakeResults()
    await runWith(results, {}, 'image')
    const { step, asked } = await runWith(results, { stored: () => false }, 'image', 'model')
    expect(step).toMatchObject({ phase: 'done', reused: true, outputs: { image: fakeMedia(1) } })
    expect(asked).toBe(0)
  })

  test('with a complete cached result is not asked about', async () => {
    const results = fakeResults()
    await runWith(results, {}, 'image')
    expect((await runWith(results, { stored: () => true }, 'image')).asked).toBe(0)
  })
})

test('a step reports files that no output of its node takes', async () => {
  const { step } = await runWith(fakeResults(), {}, 'image')
  expect(step).toMatchObject({
    phase: 'done',
    notes: [
      expect.stringMatching(/^mesh\.glb .* has no output on this node\. It is saved in the library\.$/),
    ],
  })
})

test('the cost counts even if nothing of the result can be used yet', async () => {
  const late = new AppError('job.awaited', 'It has not come.', { data: { cost: 0.02 } })
  const { step } = await runWith(fakeResults(), { run: () => Promise.reject(late) }, 'image')
  expect(step).toMatchObject({ phase: 'failed', cost: 0.02, error: { code: 'job.awaited' } })
})
