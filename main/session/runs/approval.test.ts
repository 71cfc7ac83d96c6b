import { describe, expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Input } from '#shared/ipc/contract.ts'
import { gatedNode } from '#shared/testing/gatedNode.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { testSession } from '../testing/testSession.ts'

const model = (name: string) => gatedNode({ type: `runcomfy/${name}`, where: 'remote' }).type

/** So many jobs of the model that costs 25 cents, and of the one whose price is not known. */
const textOf = (priced: number, unpriced = 0): string => {
  const nodes = [
    ...Array.from({ length: priced }, (_, at) => [`a${at}`, 'a/one', at] as const),
    ...Array.from({ length: unpriced }, (_, at) => [`b${at}`, 'b/two', at] as const),
  ]
  return writeWorkflow(
    workflowOf(
      Object.fromEntries(
        nodes.map(([id, type, at]) => [id, { type: `runcomfy/${type}`, values: { in: `${at}` } }]),
      ),
    ),
  )
}

const wish = (text: string, approved?: Input<'run.start'>['approved']): Input<'run.start'> => ({
  text,
  workflow: null,
  targets: null,
  fresh: false,
  first: false,
  approved,
})

async function start(engine: 'practice' | 'runcomfy' = 'runcomfy') {
  const session = await testSession({
    nodes: [model('a/one'), model('b/two')],
    prices: { 'a/one': 0.25 },
    env: { RUNCOMFY_API_TOKEN: 'key' },
  })
  await session.ask('settings.change', { engine, confirmAbove: 0.5 })
  return session
}

const forecast = { engine: 'runcomfy', known: 0, underWay: 0, atLeast: false } as const

describe('a run that costs more than is spent without asking', () => {
  test('is refused by the host, with what it costs, and nothing is queued', async () => {
    const session = await start()
    await expect(session.ask('run.start', wish(textOf(3, 1)))).rejects.toMatchObject({
      code: 'approval.needed',
      data: { forecast: { ...forecast, jobs: 4, cost: 0.75, unpriced: 1 } },
    })
    expect(await session.ask('run.list', {})).toEqual([])
  })

  test('is refused too where its price is not known and its jobs are many', async () => {
    const session = await start()
    await expect(session.ask('run.start', wish(textOf(0, 11)))).rejects.toMatchObject({
      code: 'approval.needed',
      data: { forecast: { ...forecast, jobs: 11, cost: null, unpriced: 11 } },
    })
  })

  test('is started when what it costs was approved', async () => {
    const session = await start()
    await session.ask('run.start', wish(textOf(3), { cost: 0.75, unpriced: 0, atLeast: false }))
    expect(await session.ask('run.list', {})).toMatchObject([{ state: 'running' }])
  })

  test('is refused again when it turned out dearer than what was approved', async () => {
    const session = await start()
    const approved = { cost: 0.75, unpriced: 0, atLeast: false }
    await expect(session.ask('run.start', wish(textOf(4), approved))).rejects.toMatchObject({
      code: 'approval.needed',
      data: { forecast: { cost: 1 } },
    })
    expect(await session.ask('run.list', {})).toEqual([])
  })
})

test('a run of no more than that needs no approval', async () => {
  const session = await start()
  await session.ask('run.start', wish(textOf(2, 10)))
  expect(await session.ask('run.list', {})).toMatchObject([{ state: 'running' }])
})

test('on the practice engine nothing has to be approved', async () => {
  const session = await start('practice')
  await session.ask('run.start', wish(textOf(9, 20)))
  expect(await session.ask('run.list', {})).toMatchObject([{ state: 'running' }])
})

test('a command line, which has named the engine itself, needs no other approval', async () => {
  const session = await start()
  const text = textOf(9)
  const answer = await session.local['run.hand']({
    name: 'x',
    text,
    file: null,
    seeds: {},
    request: {
      engine: 'runcomfy',
      targets: null,
      out: session.home,
      folder: session.home,
      pictures: [],
      concurrency: 4,
      fresh: false,
    },
    account: null,
    api: null,
  })
  expect([Object.keys(answer), await session.ask('run.list', {})]).toMatchObject([
    ['run'],
    [{ state: 'running' }],
  ])
})
