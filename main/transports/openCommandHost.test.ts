import { describe, expect, onTestFinished, test } from 'vitest'
import type { HostEvent } from '#shared/api/contract.ts'
import { createClient } from '#shared/api/client.ts'
import type { Clock } from '#shared/services.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { gatedNode } from '#shared/testing/gatedNode.ts'
import { testNodes } from '#shared/testing/nodeTypes.ts'
import { commandRequests } from '../host/requests/localRequests.ts'
import { startInput } from '../host/testing/testRuns.ts'
import { openLibrary } from '../library/openLibrary.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { connectLocal } from './local/connectLocal.ts'
import { openCommandHost } from './openCommandHost.ts'

/** A command that holds a library and has an active run, and another process beside it. */
async function start() {
  const env = { PATCHBAY_HOME: testFolder() }
  const gated = gatedNode({ obeysCancel: true, type: 'runcomfy/test/gated' })
  const clock = fakeClock()
  const slept: number[] = []
  const sleep: Clock['sleep'] = (milliseconds, signal) => {
    slept.push(milliseconds)
    return clock.sleep(milliseconds, signal)
  }
  const host = await openCommandHost({
    env,
    endpoints: [],
    types: [...testNodes, gated.type],
    random: () => 0.5,
    version: '1.2.3',
    what: 'patchbay run flow.json',
    clock: { ...clock, sleep },
  })
  let open = true
  const close = async (): Promise<void> => {
    if (open) await host.close()
    open = false
  }
  onTestFinished(close)
  const started = Promise.withResolvers<void>()
  const finished = Promise.withResolvers<string>()
  onTestFinished(
    host.client.subscribe((event: HostEvent) => {
      for (const one of event.type === 'run.events' ? event.events : [])
        if (one.type === 'step.started') started.resolve()
        else if (one.type === 'run.finished') finished.resolve(one.state)
    }),
  )
  const { run } = await host.client.request('run.start', startInput('one'))
  await started.promise
  const connection = await connectLocal(env.PATCHBAY_HOME)
  if (connection === null) throw new Error('nobody listens')
  const beside = createClient(commandRequests, connection.transport)
  return { env, slept, close, run, finished: finished.promise, connection, beside }
}

describe('a command that holds the library', () => {
  test('is found by others, which see that it is no editor, and cancel its run', async () => {
    const { run, finished, connection, beside } = await start()
    expect(connection).toMatchObject({ front: 'command', pid: process.pid, version: '1.2.3' })
    await beside.request('run.cancel', { run })
    expect(await finished).toBe('cancelled')
  })

  test.each([
    ['run.start', startInput('two')],
    ['run.resume', { run: 'r' }],
    ['run.retry', { run: 'r' }],
    ['job.attach', { job: 'j', request: 'q' }],
    ['job.refresh', { job: 'j' }],
    ['job.find', { job: 'j' }],
    ['job.submitAgain', { job: 'j' }],
  ] as const)('accepts nothing from others that would be cut off by its end: %s', async (name, input) => {
    const { env, beside } = await start()
    await expect(beside.request(name, input as never)).rejects.toMatchObject({
      code: 'library.held',
      message: `The library in ${env.PATCHBAY_HOME} is in use by process ${process.pid} (patchbay run flow.json). Try again when it has ended.`,
    })
    expect(await beside.request('run.list', {})).toHaveLength(1)
  })

  test('is no longer found when it has ended, and the library is free', async () => {
    const { env, close, connection } = await start()
    await close()
    await connection.ended
    expect(await connectLocal(env.PATCHBAY_HOME)).toBeNull()
    const next = await openLibrary({ env, what: 'the next one' })
    next.close()
  })

  test('polls nothing while its run waits', async () => {
    const { slept } = await start()
    expect(slept).toEqual([])
  })
})
