import { describe, expect, test } from 'vitest'
import { wireInput } from '#shared/endpoint/endpointNode.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import { AppError } from '#shared/errors.ts'
import type { Input } from '#shared/api/contract.ts'
import { cacheText } from '#shared/run/cacheKey.ts'
import { fakeResults } from '#shared/testing/fakeServices.ts'
import { gatedNode } from '#shared/testing/gatedNode.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { AttachedEngine } from '../engines/attachEngine.ts'
import type { JobPhase } from '../../jobs/job.ts'
import { jobKey } from '../../jobs/jobKey.ts'
import type { TestSession } from '../testing/testSession.ts'
import { testSession } from '../testing/testSession.ts'

const model = (name: string) => gatedNode({ type: `runcomfy/${name}`, where: 'remote' }).type

/** This many jobs of the model that costs 25 cents, and of the one whose price is not known. */
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

const startInput = (text: string, approved?: Input<'run.start'>['approved']): Input<'run.start'> => ({
  text,
  workflow: null,
  targets: null,
  fresh: false,
  first: false,
  approved,
})

async function start(mode: Mode = 'live', jobs?: AttachedEngine['jobs'], results = fakeResults()) {
  const session = await testSession({
    nodes: [model('a/one'), model('b/two')],
    results,
    ...(jobs && { jobs }),
    prices: { 'a/one': 0.25 },
    checkFiles: ({ in: text }) => (text === 'too large' ? unsendable : null),
    env: { RUNCOMFY_API_TOKEN: 'key' },
  })
  await session.request('settings.change', { mode, confirmAbove: 0.5 })
  return session
}

const unsendable = new AppError('media.unsendable', 'in cannot be sent to Acme.', { data: { field: 'in' } })

test.each(['live', 'practice'] as const)(
  'a run with a file that its engine does not take is refused before any of its jobs, %s',
  async (mode) => {
    const session = await start(mode)
    const text = writeWorkflow(
      workflowOf({
        a: { type: 'runcomfy/a/one', values: { in: 'fine' } },
        b: { type: 'runcomfy/b/two', values: { in: 'too large' }, title: 'Film' },
      }),
    )
    await expect(session.request('run.start', startInput(text))).rejects.toMatchObject({
      code: 'media.unsendable',
      message: 'Film (node b): In cannot be sent to Acme.',
      data: { node: 'b', field: 'in' },
    })
    expect(await session.request('run.list', {})).toEqual([])
    // Its price is shown nevertheless.
    const plan = await session.request('run.plan', { text, targets: null, fresh: false })
    expect(plan).toMatchObject({ jobs: 2 })
  },
)

test('a file that its engine does not take does not stop the rest of a run that is resumed', async () => {
  let refuses = false
  const session = await testSession({
    nodes: [model('a/one'), model('b/two')],
    prices: { 'a/one': 0.25, 'b/two': 0.25 },
    checkFiles: () => (refuses ? unsendable : null),
    env: { RUNCOMFY_API_TOKEN: 'key' },
  })
  await session.request('settings.change', { mode: 'live', confirmAbove: 0.5 })
  const { run } = await session.request('run.start', startInput(textOf(1, 1)))
  const next = await session.restart()
  // A bucket was taken out of the settings, or a film became known that was not when the run began.
  refuses = true
  await next.request('run.resume', { run })
  expect(await states(next)).toEqual(['running'])
})

const forecast = { mode: 'live', known: 0, underWay: 0, atLeast: false } as const

describe('a run that costs more than is spent without asking', () => {
  test('is refused by the host, with its cost, and nothing is queued', async () => {
    const session = await start()
    await expect(session.request('run.start', startInput(textOf(3, 1)))).rejects.toMatchObject({
      code: 'approval.needed',
      data: { forecast: { ...forecast, jobs: 4, cost: 0.75, unpriced: 1 } },
    })
    expect(await session.request('run.list', {})).toEqual([])
  })

  test('is refused too if its price is not known and it has many jobs', async () => {
    const session = await start()
    await expect(session.request('run.start', startInput(textOf(0, 11)))).rejects.toMatchObject({
      code: 'approval.needed',
      data: { forecast: { ...forecast, jobs: 11, cost: null, unpriced: 11 } },
    })
  })

  test('is started when its cost was approved', async () => {
    const session = await start()
    await session.request('run.start', startInput(textOf(3), { cost: 0.75, unpriced: 0, atLeast: false }))
    expect(await session.request('run.list', {})).toMatchObject([{ state: 'running' }])
  })

  test('is refused again if it became more expensive than approved', async () => {
    const session = await start()
    const approved = { cost: 0.75, unpriced: 0, atLeast: false }
    await expect(session.request('run.start', startInput(textOf(4), approved))).rejects.toMatchObject({
      code: 'approval.needed',
      data: { forecast: { cost: 1 } },
    })
    expect(await session.request('run.list', {})).toEqual([])
  })
})

test('a run of no more than that needs no approval', async () => {
  const session = await start()
  await session.request('run.start', startInput(textOf(2, 10)))
  expect(await session.request('run.list', {})).toMatchObject([{ state: 'running' }])
})

test('on the practice engine nothing needs an approval', async () => {
  const session = await start('practice')
  await session.request('run.start', startInput(textOf(9, 20)))
  expect(await session.request('run.list', {})).toMatchObject([{ state: 'running' }])
})

test('a run that was seen as free does not start live because another window has changed the mode', async () => {
  const session = await start()
  const seen = { ...startInput(textOf(2)), mode: 'practice' } as const
  await expect(session.request('run.start', seen)).rejects.toMatchObject({
    code: 'input.invalid',
    message:
      'The mode was changed to Live, in which every job costs money. Nothing has started: run it again.',
  })
  expect(await session.request('run.list', {})).toEqual([])
  await session.request('run.start', { ...seen, mode: 'live' })
  expect(await session.request('run.list', {})).toMatchObject([{ state: 'running' }])
})

const approved = { cost: 0.75, unpriced: 0, atLeast: false }

/** A run of three jobs that was approved, and whose host has ended meanwhile. */
async function interrupted(jobs?: AttachedEngine['jobs']) {
  const results = fakeResults()
  const first = await start('live', jobs, results)
  const { run } = await first.request('run.start', startInput(textOf(3), approved))
  return { session: await first.restart(), run, results }
}

const states = async (session: TestSession) =>
  (await session.request('run.list', {})).map(({ state }) => state)

describe('the rest of an interrupted run, if it costs more than may be spent without asking', () => {
  test('does not continue before it was approved', async () => {
    const { session, run } = await interrupted()
    await expect(session.request('run.resume', { run })).rejects.toMatchObject({
      code: 'approval.needed',
      data: { forecast: { ...forecast, jobs: 3, cost: 0.75, unpriced: 0 } },
    })
    expect(await states(session)).toEqual(['interrupted'])
    await session.request('run.resume', { run, approved })
    expect(await states(session)).toEqual(['running'])
  })

  test('is approved by its own cost, without what it has made already', async () => {
    const { session, run, results } = await interrupted()
    await session.request('settings.change', { confirmAbove: 0.25 })
    results.save(cacheText(model('a/one'), { in: '0' }), { out: 'made' }, 'runcomfy')
    await expect(session.request('run.resume', { run })).rejects.toMatchObject({
      code: 'approval.needed',
      data: { forecast: { ...forecast, jobs: 2, known: 1, cost: 0.5 } },
    })
  })

  test('counts a job that was recorded and never sent', async () => {
    const { session, run } = await interrupted()
    await addJob(session, run, 'runcomfy-1', { state: 'created', tries: 0 })
    await expect(session.request('run.resume', { run })).rejects.toMatchObject({
      data: { forecast: { jobs: 3, underWay: 0, cost: 0.75 } },
    })
  })
})

/** The job of the first node, as it is in the library. */
async function addJob({ library }: TestSession, run: string, account: string, phase: JobPhase) {
  const { type: _, version, inputs } = model('a/one')
  const facts = {
    id: 'job-1',
    key: jobKey({ modelId: 'a/one', version }, wireInput({ in: '0' }, inputs)),
    modelId: 'a/one',
    bodySha256: '0'.repeat(64),
    bodyBytes: 0,
    account,
    run,
    node: 'a0',
    item: '0' as const,
    createdAt: 0,
  }
  await library.store.add({ facts, phase }, new Uint8Array())
  return facts.id
}

const unknown: JobPhase = { state: 'unknown', evidence: { code: 'job.unknown', message: 'Lost.' } }

describe('an unknown job of such a run', () => {
  test('is submitted again only if it and the rest of its run were approved', async () => {
    const { session, run } = await interrupted()
    const job = await addJob(session, run, 'runcomfy-1', unknown)
    await expect(session.request('job.submitAgain', { job })).rejects.toMatchObject({
      code: 'approval.needed',
      data: { forecast: { ...forecast, jobs: 3, cost: 0.75, unpriced: 0 } },
    })
    expect([session.library.store.get(job)?.phase.state, await states(session)]).toEqual([
      'unknown',
      ['interrupted'],
    ])
    expect(await session.request('job.submitAgain', { job, approved })).toMatchObject({ run })
    expect([session.library.store.get(job)?.phase.state, await states(session)]).toEqual([
      'created',
      ['running'],
    ])
  })

  /** An interrupted run with an unknown job, and which jobs are followed without it. */
  async function attachable() {
    const followed: string[] = []
    const no = (): Promise<never> => Promise.reject(new Error('not here'))
    const { session, run } = await interrupted({
      run: no,
      refresh: no,
      detach: no,
      find: no,
      examine: () =>
        Promise.resolve({
          requestId: 'r-1',
          engine: 'runcomfy',
          modelId: 'a/b',
          status: 'completed',
          differences: [],
          media: null,
        }),
      settle({ facts }) {
        followed.push(facts.id)
        return no()
      },
      stored: () => false,
      recover: () => Promise.resolve(),
      close: () => Promise.resolve(),
    })
    return { session, run, followed, job: await addJob(session, run, 'runcomfy-1', unknown) }
  }

  test('keeps an attached request, which is followed, while its run waits for the approval', async () => {
    const { session, run, followed, job } = await attachable()
    await session.request('settings.change', { confirmAbove: 0.25 })
    expect(await session.request('job.attach', { job, request: 'r-1' })).toEqual({
      attached: true,
      run,
      needsApproval: true,
    })
    expect([session.library.store.get(job)?.phase.state, followed, await states(session)]).toEqual([
      'submitted',
      [job],
      ['interrupted'],
    ])
  })

  test('is followed even if its run cannot continue', async () => {
    const { session, run, followed, job } = await attachable()
    session.library.database.write('UPDATE runs SET workflow = ? WHERE id = ?', '{}', run)
    await expect(session.request('job.attach', { job, request: 'r-1' })).rejects.toMatchObject({
      code: 'workflow.invalid',
    })
    expect([session.library.store.get(job)?.phase.state, followed]).toEqual(['submitted', [job]])
  })
})
