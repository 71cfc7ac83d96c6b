import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Mode } from '#shared/catalogue/mode.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { gatedNode } from '#shared/testing/gatedNode.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { CommandRun } from '../requests/localRequests.ts'
import { testSession } from '../testing/testSession.ts'

/** A run of this many jobs, of 25 cents each. */
const requestFor = (jobs: number) => ({
  text: writeWorkflow(
    workflowOf(
      Object.fromEntries(
        Array.from({ length: jobs }, (_, at) => [
          `a${at}`,
          { type: 'runcomfy/a/one', values: { in: `${at}` } },
        ]),
      ),
    ),
  ),
  workflow: null,
  targets: null,
  fresh: false,
  incomplete: 'leaveOut' as const,
  first: false,
})

async function start(mode: Mode = 'live') {
  const session = await testSession({
    nodes: [gatedNode({ type: 'runcomfy/a/one', where: 'remote' }).type],
    prices: { 'a/one': 0.25 },
    env: { RUNCOMFY_API_TOKEN: 'key' },
  })
  await session.request('settings.change', { mode, confirmAbove: 0.5 })
  return session
}

describe('a run that a command line requests', () => {
  const command = (home: string, more: Partial<CommandRun> = {}): CommandRun => ({
    name: 'x',
    file: null,
    mode: 'practice',
    only: null,
    concurrency: null,
    out: join(home, 'out'),
    folder: home,
    pictures: [],
    payers: null,
    ...more,
  })

  test('uses the mode that it names, whatever the setting, and needs no other approval', async () => {
    const session = await start('practice')
    const asked = { ...requestFor(9), command: command(session.home, { mode: 'live' }) }
    await session.local['run.start'](asked)
    expect(await session.request('run.list', {})).toMatchObject([{ mode: 'live', state: 'running' }])
  })

  test('has as many parallel jobs as the setting says, unless it has its own number', async () => {
    const session = await start('practice')
    await session.request('settings.change', { engines: { runcomfy: { concurrency: 7 } } })
    const some = []
    for (const concurrency of [null, 2]) {
      const asked = { ...requestFor(1), command: command(session.home, { concurrency }) }
      const { run } = await session.local['run.start'](asked)
      some.push(session.library.runs.source(run)?.request.concurrency)
    }
    expect(some).toEqual([{ runcomfy: 7 }, 2])
  })

  test.each([
    ['another address', { origin: 'https://other.example', named: true, account: null }],
    ['another key for this one', { origin: 'http://127.0.0.1:1', named: false, account: 'another' }],
  ])("for %s than the host's is refused", async (_, payer) => {
    const session = await start()
    const asked = {
      ...requestFor(1),
      command: command(session.home, { mode: 'live', payers: { runcomfy: payer } }),
    }
    await expect(session.local['run.start'](asked)).rejects.toMatchObject({ code: 'account.key' })
    expect(await session.request('run.list', {})).toEqual([])
  })

  test("with a key for an address that is not used gets the host's key", async () => {
    const session = await start()
    const payer = { origin: 'https://other.example', named: false, account: 'another' }
    const asked = {
      ...requestFor(1),
      command: command(session.home, { mode: 'live', payers: { runcomfy: payer } }),
    }
    await session.local['run.start'](asked)
    expect(await session.request('run.list', {})).toMatchObject([{ state: 'running' }])
  })

  test('from a page is ignored: it names no folder and no mode', async () => {
    const session = await start('practice')
    const asked = { ...requestFor(1), command: command('/etc', { mode: 'live' }) }
    const { run } = await session.request('run.start', asked)
    expect(session.library.runs.source(run)?.request).toMatchObject({
      mode: 'practice',
      out: join(session.home, 'pictures'),
    })
  })
})
