import { expect, onTestFinished, test } from 'vitest'
import type { Input, Output } from '#shared/api/contract.ts'
import { serve } from '#shared/api/serve.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { endpoints } from '#nodes/endpoints.ts'
import { localTypes as types } from '#nodes/localTypes.ts'
import { servedEndpoints } from '../host/engines/servedEndpoints.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { startPractice } from '../practice/practice.ts'
import { openSession } from './openSession.ts'

// The prices of an engine, live, from its answer to the estimate of a run.

const FLUX = 'fal/fal-ai/flux/dev'
const FILM = 'fal/fal-ai/wan-i2v'
const TURBO = 'runcomfy/tongyi-mai/z-image/turbo'

async function serverOf(api: 'runcomfy' | 'fal') {
  const own = endpoints.filter(({ engine }) => engine === api)
  const server = await startPractice({
    api,
    endpoints: servedEndpoints(own),
    pace: 'fast',
    token: `sk-${api}`,
  })
  onTestFinished(() => server.close())
  const calls = async (): Promise<Readonly<Record<string, number>>> => {
    const answer = await fetch(`${server.url}/practice/counts`)
    // The cast follows the practice engine's documentation.
    return ((await answer.json()) as { readonly calls: Readonly<Record<string, number>> }).calls
  }
  return { ...server, calls }
}

const planOf = (
  nodes: Parameters<typeof workflowOf>[0],
  edges: readonly string[] = [],
): Input<'run.plan'> => ({ text: writeWorkflow(workflowOf(nodes, edges)), targets: null, fresh: false })

type Forecast = Output<'run.plan'>

async function open(env: Readonly<Record<string, string>>, mode: Mode = 'live', home = testFolder()) {
  const session = await openSession({
    env: { PATCHBAY_HOME: home, ...env },
    endpoints,
    types,
    version: '1.2.3',
    what: 'test',
  })
  let close = (): Promise<void> => {
    close = () => Promise.resolve()
    return session.close()
  }
  onTestFinished(() => close())
  await serve(session.handlers, 'settings.change', { mode })
  // The cast follows the contract, which checks it.
  const plan = async (input: Input<'run.plan'>) =>
    (await serve(session.handlers, 'run.plan', input)) as Forecast
  /** The estimate once the engines have said enough. */
  const planOnce = async (input: Input<'run.plan'>, isEnough: (forecast: Forecast) => boolean) => {
    for (;;) {
      const changed = Promise.withResolvers<void>()
      const stop = session.subscribe((event) => event.type === 'prices.changed' && changed.resolve())
      const forecast = await plan(input)
      if (!isEnough(forecast)) await changed.promise
      stop()
      if (isEnough(forecast)) return forecast
    }
  }
  return { home, plan, planOnce, close: () => close() }
}

const isPriced = ({ cost }: Forecast): boolean => cost !== null

const paint = { type: FLUX, values: { prompt: 'a harbour', num_images: 3 } }

const film = { type: FILM, values: { prompt: 'a', image_url: 'https://a.example/1.png' } }

test('the first estimate knows no price and waits for none; a later one has it, and the engine is asked once', async () => {
  const fal = await serverOf('fal')
  const session = await open({ FAL_KEY: 'sk-fal', PATCHBAY_FAL_URL: fal.url })
  expect(await session.plan(planOf({ paint }))).toMatchObject({ jobs: 1, cost: null, unpriced: 1 })
  // Three pictures of half a cent.
  expect(await session.planOnce(planOf({ paint }), isPriced)).toMatchObject({ cost: 0.015, unpriced: 0 })
  // 81 frames, 16 of them a second, at two cents.
  expect(await session.planOnce(planOf({ film }), isPriced)).toMatchObject({ cost: 0.10125, unpriced: 0 })
  expect(await session.plan(planOf({ paint, film }))).toMatchObject({ jobs: 2, cost: 0.11625, unpriced: 0 })
  expect([(await fal.calls())['prices'], fal.ledger]).toEqual([2, []])
})

test('what is not drawn yet is priced as far as it is known, each at its engine', async () => {
  const [fal, runcomfy] = [await serverOf('fal'), await serverOf('runcomfy')]
  const session = await open({
    FAL_KEY: 'sk-fal',
    PATCHBAY_FAL_URL: fal.url,
    RUNCOMFY_API_TOKEN: 'sk-runcomfy',
    PATCHBAY_API_URL: runcomfy.url,
  })
  const input = planOf(
    { draw: { type: TURBO, values: { prompt: 'a' } }, film: { type: FILM, values: { prompt: 'b' } } },
    ['draw.image > film.image_url'],
  )
  // RunComfy's list price is only what it costs at least.
  const both = await session.planOnce(input, ({ cost }) => cost === 0.10625)
  expect(both).toMatchObject({ jobs: 2, unpriced: 1 })
  expect([fal.ledger, runcomfy.ledger]).toEqual([[], []])
})

test('a price is stored: another process shows it, and an engine that does not answer delays nothing', async () => {
  const fal = await serverOf('fal')
  const env = { FAL_KEY: 'sk-fal', PATCHBAY_FAL_URL: fal.url }
  const first = await open(env)
  const priced = await first.planOnce(planOf({ paint }), isPriced)
  await first.close()
  await fal.close()
  const second = await open(env, 'live', first.home)
  expect(await second.plan(planOf({ paint }))).toEqual(priced)
})

test('a key that is not accepted leaves the price unknown, and the estimate as it is', async () => {
  const fal = await serverOf('fal')
  const session = await open({ FAL_KEY: 'sk-other', PATCHBAY_FAL_URL: fal.url })
  expect(await session.plan(planOf({ paint }))).toMatchObject({ jobs: 1, cost: null, unpriced: 1 })
})

test('in practice no engine is asked what it costs', async () => {
  const fal = await serverOf('fal')
  const session = await open({ FAL_KEY: 'sk-fal', PATCHBAY_FAL_URL: fal.url }, 'practice')
  expect(await session.plan(planOf({ paint }))).toMatchObject({ mode: 'practice', cost: null })
  expect(await fal.calls()).toEqual({})
})
