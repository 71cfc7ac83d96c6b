import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Clock } from '#shared/services.ts'
import { AppError } from '#shared/errors.ts'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { openReader } from '../../host/openReader.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { chooseAddress } from '../../transports/local/address.ts'
import { PROTOCOL, writeHostFile } from '../../transports/local/hostFile.ts'
import jobs from '../commands/jobs.ts'
import runs from '../commands/runs.ts'
import status from '../commands/status.ts'
import { testContext } from '../testing/testContext.ts'
import { connect } from './connect.ts'

/** A library in use by an editor that accepts connections and answers nothing, like a stopped program. */
async function besideStoppedEditor({ version = 'under test' } = {}) {
  const home = testFolder()
  openReader({ env: { PATCHBAY_HOME: home } }).close()
  const address = await chooseAddress(home, 'a'.repeat(32))
  const server = createServer((socket) => {
    socket.on('error', () => {})
    onTestFinished(() => void socket.destroy())
  })
  server.listen(address.address)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const file = { address: address.address, token: '0'.repeat(64), front: 'editor' } as const
  await writeHostFile(home, { ...file, pid: 42, version, protocol: PROTOCOL })
  const clock = fakeClock()
  const waiting = Promise.withResolvers<void>()
  const sleep: Clock['sleep'] = (milliseconds, signal) => {
    waiting.resolve()
    return clock.sleep(milliseconds, signal)
  }
  const context = testContext({ env: { PATCHBAY_HOME: home }, clock: { ...clock, sleep } })
  /** Waits for the editor as long as it will. */
  const waitOut = async <T>(work: T | Promise<T>): Promise<T> => {
    await waiting.promise
    await clock.advance(5000)
    return work
  }
  return { context, waitOut }
}

const noAnswer =
  'The library is in use by an editor (process 42) that does not answer. Try again, or end that process.'

describe('beside an editor that does not answer', () => {
  test('status says so, and stops waiting', async () => {
    const { context, waitOut } = await besideStoppedEditor()
    const asked = Promise.resolve(status.run({ json: true }, context))
    await expect(waitOut(asked)).rejects.toEqual(new AppError('library.held', noAnswer))
  })

  test('a command that needs the library says so', async () => {
    const { context, waitOut } = await besideStoppedEditor()
    const asked = connect(context, 'patchbay test')
    await expect(waitOut(asked)).rejects.toEqual(new AppError('library.held', noAnswer))
  })

  test.each([
    ['jobs', () => jobs, { state: null, json: false }, 'No jobs yet.'],
    ['runs', () => runs, { json: false }, 'No runs yet.'],
  ] as const)('%s says so, and lists what is in the library', async (_, command, given, empty) => {
    const { context, waitOut } = await besideStoppedEditor()
    expect(await waitOut(command().run(given as never, context))).toBe(0)
    expect(context.said()).toBe(`${noAnswer} This is what the library contains.\n${empty}\n`)
  })
})

test('beside an editor of another version status says which, and asks it nothing', async () => {
  const { context } = await besideStoppedEditor({ version: '9.9.9' })
  await expect(Promise.resolve(status.run({ json: true }, context))).rejects.toEqual(
    new AppError(
      'library.held',
      'The library is in use by an editor of version 9.9.9 (process 42), and this is version under test. Close the other one first.',
    ),
  )
})
