import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import type { HostEvent } from '#shared/api/contract.ts'
import { Empty, request } from '#shared/api/request.ts'
import { startInput } from '../../host/testing/testRuns.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { testSession } from '../../host/testing/testSession.ts'
import { connectLocal } from './connectLocal.ts'
import { readHostFile } from './hostFile.ts'
import { localRequests } from '../../host/requests/localRequests.ts'
import { startLocalHost } from './startLocalHost.ts'

async function start(home = testFolder()) {
  const session = await testSession()
  const host = await startLocalHost({
    home,
    version: '1.2.3',
    front: 'editor',
    table: localRequests,
    handlers: session.local,
    subscribe: session.subscribe,
  })
  onTestFinished(() => host.close())
  return { home, host, session }
}

describe('a program of the same user', () => {
  test('uses the same contract as a page, and receives its events', async () => {
    const { home, session } = await start()
    const connection = await connectLocal(home)
    expect(connection).toMatchObject({ pid: process.pid, version: '1.2.3' })
    const received = Promise.withResolvers<HostEvent>()
    connection?.client.subscribe(received.resolve)
    expect(await connection?.client.request('host.hello', {})).toMatchObject({ version: '1.2.3' })
    await session.request('settings.change', { theme: 'light' })
    expect(await received.promise).toMatchObject({ type: 'settings.changed', settings: { theme: 'light' } })
    connection?.close()
    await connection?.ended
  })

  test('gets a readable error for an invalid request', async () => {
    const { home } = await start()
    const connection = await connectLocal(home)
    const refused = connection?.client.request('run.start', startInput('one', { text: '{}' }))
    await expect(refused).rejects.toMatchObject({ code: 'workflow.invalid' })
  })

  test('gets an answer of 40 MiB completely', async () => {
    const home = testFolder()
    const text = 'ä'.repeat(20 * 2 ** 20)
    const table = { read: request(Empty, z.object({ text: z.string() })) }
    const host = await startLocalHost({
      home,
      version: '1.2.3',
      front: 'editor',
      table,
      handlers: { read: () => ({ text }) },
      subscribe: () => () => {},
    })
    onTestFinished(() => host.close())
    const connection = await connectLocal(home)
    const answer = await connection?.transport.request('read', {})
    expect(table.read.output.parse(answer).text === text).toBe(true)
    connection?.close()
  })

  test('notices when the host ends, and its pending requests reject', async () => {
    const { home, host } = await start()
    const connection = await connectLocal(home)
    await connection?.client.request('run.list', {})
    await host.close()
    await connection?.ended
    await expect(connection?.client.request('run.list', {})).rejects.toMatchObject({
      code: 'host.gone',
    })
  })
})

describe('an unauthorized program', () => {
  test.each([
    ['without the token', `{"token":"${'0'.repeat(64)}"}\n`],
    ['with a request before it', '{"id":1,"name":"run.list","input":{}}\n'],
    ['that talks nonsense', 'GET / HTTP/1.1\r\n\r\n'],
  ])('%s is disconnected without an answer', async (_, words) => {
    const { host } = await start()
    const socket = createConnection(host.address)
    const received: unknown[] = []
    socket.on('data', (data) => received.push(data))
    socket.on('error', () => {})
    socket.write(words)
    await once(socket, 'close')
    expect(received).toEqual([])
  })
})

describe.skipIf(process.platform === 'win32')("the host's file", () => {
  test('is for this user alone, and gone when the host has ended', async () => {
    const { home, host } = await start()
    const files = ['host.json', 'host.sock'].map((file) => join(home, file))
    expect(files.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600])
    await host.close()
    expect(files.map((file) => existsSync(file))).toEqual([false, false])
  })

  test('left by a killed host misleads nobody', async () => {
    const { home, host } = await start()
    const left = readFileSync(join(home, 'host.json'))
    await host.close()
    writeFileSync(join(home, 'host.json'), left)
    writeFileSync(join(home, 'host.sock'), '')
    expect(await connectLocal(home)).toBeNull()
    await start(home)
    expect(await connectLocal(home)).not.toBeNull()
  })

  test('is in a folder of its own if its path would be too long for a socket', async () => {
    const home = join(testFolder(), 'x'.repeat(100))
    mkdirSync(home)
    const { host } = await start(home)
    const folder = dirname((await readHostFile(home))?.address ?? '')
    expect([folder.startsWith(home), statSync(folder).mode & 0o777]).toEqual([false, 0o700])
    expect(await (await connectLocal(home))?.client.request('run.list', {})).toEqual([])
    await host.close()
    expect(existsSync(folder)).toBe(false)
  })

  test.each(['', '{', '{"address":"x"}'])('with foreign contents (%j) is ignored', async (text) => {
    const home = testFolder()
    writeFileSync(join(home, 'host.json'), text)
    expect(await connectLocal(home)).toBeNull()
    rmSync(join(home, 'host.json'))
    expect(await connectLocal(home)).toBeNull()
  })
})
