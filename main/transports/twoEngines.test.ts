import { expect, onTestFinished, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { endpoints } from '#nodes/endpoints.ts'
import { localTypes as types } from '#nodes/localTypes.ts'
import { servedEndpoints } from '../host/engines/servedEndpoints.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { startPractice } from '../practice/practice.ts'
import { openCommandHost } from './openCommandHost.ts'

/** A picture of one engine, drawn again by the other. */
const both = writeWorkflow(
  workflowOf(
    {
      paint: { type: 'runcomfy/tongyi-mai/z-image/turbo', values: { prompt: 'a harbour', seed: 1 } },
      again: { type: 'fal/fal-ai/flux/dev/image-to-image', values: { prompt: 'at night', seed: 2 } },
    },
    ['paint.image > again.image_url'],
    'both',
  ),
)

async function serverOf(api: 'runcomfy' | 'fal', token: string) {
  const own = endpoints.filter(({ engine }) => engine === api)
  const server = await startPractice({ api, endpoints: servedEndpoints(own), pace: 'fast', token })
  onTestFinished(() => server.close())
  return server
}

async function run(env: Readonly<Record<string, string>>, mode: 'practice' | 'live') {
  const home = testFolder()
  const host = await openCommandHost({
    env: { PATCHBAY_HOME: home, ...env },
    endpoints,
    types,
    random: () => 0.5,
    version: '1.2.3',
    what: 'test',
  })
  onTestFinished(() => host.close())
  const ended = Promise.withResolvers<string>()
  host.client.subscribe((event) => {
    for (const one of event.type === 'run.events' ? event.events : [])
      if (one.type === 'run.finished') ended.resolve(one.state)
  })
  await host.client.request('run.start', {
    text: both,
    workflow: null,
    targets: null,
    fresh: false,
    first: false,
    command: {
      name: 'both',
      file: null,
      mode,
      only: null,
      concurrency: null,
      out: home,
      folder: home,
      pictures: [],
      payers: null,
    },
  })
  const state = await ended.promise
  return { state, jobs: (await host.client.request('record.jobs', {})).jobs }
}

test('one workflow uses two engines, and each gets its own jobs and its own key', async () => {
  const [runcomfy, fal] = [await serverOf('runcomfy', 'sk-runcomfy'), await serverOf('fal', 'sk-fal')]
  const { state, jobs } = await run(
    {
      RUNCOMFY_API_TOKEN: 'sk-runcomfy',
      PATCHBAY_API_URL: runcomfy.url,
      FAL_KEY: 'sk-fal',
      PATCHBAY_FAL_URL: fal.url,
    },
    'live',
  )
  expect(jobs.map(({ node, state: end, error }) => [node, end, error?.message])).toEqual([
    ['again', 'downloaded', undefined],
    ['paint', 'downloaded', undefined],
  ])
  expect(state).toBe('done')
  const ids = (ledger: typeof fal.ledger) => ledger.map(({ modelId }) => modelId)
  expect([ids(runcomfy.ledger), ids(fal.ledger)]).toEqual([
    ['tongyi-mai/z-image/turbo'],
    ['fal-ai/flux/dev/image-to-image'],
  ])
})

test('in practice both are emulated on this machine, and what they draw costs nothing', async () => {
  const { state, jobs } = await run({}, 'practice')
  expect(state).toBe('done')
  expect(jobs.map(({ node, state: end }) => [node, end])).toEqual([
    ['again', 'downloaded'],
    ['paint', 'downloaded'],
  ])
})
