import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Diagnosis } from '#main/host/diagnostics/diagnose.ts'
import { makeFolder, runCli } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'

const canary = 'rc-canary-7Qe/4+zM0=w~kJ'

async function doctor(cwd: string, env: Readonly<Record<string, string>> = {}, ...words: string[]) {
  const { code, stdout } = await runCliInProcess(['doctor', '--json', ...words], { cwd, env })
  // The cast is sound: the program wrote it.
  return { code, diagnosis: JSON.parse(stdout) as Diagnosis }
}

test('before there is a library there are no problems, and none is created', async () => {
  const cwd = await makeFolder()
  const { code, stdout } = await runCliInProcess(['doctor'], { cwd })
  expect([code, stdout.split('\n').slice(2, 3), stdout.trimEnd().split('\n').at(-1)]).toEqual([
    0,
    ['Store: there is none yet'],
    'No problems found.',
  ])
  expect(existsSync(join(cwd, 'home'))).toBe(false)
})

test('its description of a used library has no key, no prompt and no text of an engine', async () => {
  const cwd = await makeFolder()
  const env = { RUNCOMFY_API_TOKEN: canary }
  await runCliInProcess(['gc'], { cwd, env })
  const log = join(cwd, 'home/logs/patchbay-000001.log')
  const planted = {
    at: '2026-01-02T03:04:05.000Z',
    level: 'error',
    event: 'engine.failed',
    data: {
      code: 'job.refused',
      status: 422,
      of: 'a secret prompt',
      error: { message: canary, name: 'a b' },
    },
  }
  const odd = { ...planted, event: 'a secret prompt', at: canary }
  appendFileSync(log, `${JSON.stringify(planted)}\n${JSON.stringify(odd)}\n{"cut`)
  const before = readFileSync(log, 'utf8')
  const { code, stdout } = await runCliInProcess(['doctor'], { cwd, env })
  const { diagnosis } = await doctor(cwd, env)
  expect(code).toBe(0)
  expect(diagnosis).toMatchObject({
    version: 'under test',
    library: { heldBy: null, store: { state: 'sound', runs: 0, jobs: {} } },
    mode: 'practice',
    engines: [
      { id: 'runcomfy', title: 'RunComfy', address: 'official', key: 'environment', reached: 'not asked' },
      { id: 'fal', title: 'fal', address: 'official', key: 'none', reached: 'not asked' },
    ],
    problems: [],
  })
  expect(diagnosis.log.errors).toEqual([
    { at: planted.at, level: 'error', event: 'engine.failed', codes: ['job.refused', '422'] },
  ])
  expect(stdout).toContain('2026-01-02T03:04:05.000Z error engine.failed job.refused 422')
  expect(stdout + JSON.stringify(diagnosis)).not.toMatch(/canary|secret/)
  expect(readFileSync(log, 'utf8')).toBe(before)
})

test('a damaged store is found, and not changed', async () => {
  const cwd = await makeFolder()
  mkdirSync(join(cwd, 'home'))
  const store = join(cwd, 'home/library.db')
  writeFileSync(store, 'no store at all, and long enough to be looked at'.repeat(200))
  const { code, diagnosis } = await doctor(cwd)
  expect([code, diagnosis.library.store]).toEqual([
    66,
    { state: 'wrong', code: 'library.broken', bytes: 9600 },
  ])
  expect(diagnosis.problems).toEqual([
    { code: 'library.broken', words: 'The store of the library cannot be used.' },
  ])
  expect(readFileSync(store, 'utf8').startsWith('no store at all')).toBe(true)
  expect(readdirSync(join(cwd, 'home'))).toEqual(['library.db'])
})

test('damaged settings are reported, and not moved', async () => {
  const cwd = await makeFolder()
  mkdirSync(join(cwd, 'home'))
  writeFileSync(join(cwd, 'home/settings.json'), '{ torn')
  const { code, diagnosis } = await doctor(cwd)
  expect([code, diagnosis.problems.map(({ code: one }) => one)]).toEqual([66, ['file.unreadable']])
  expect(readdirSync(join(cwd, 'home'))).toEqual(['settings.json'])
})

test('with --online a connection is made and nothing is sent; without, not even that', async () => {
  const cwd = await makeFolder()
  const received: string[] = []
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.on('data', (bytes) => received.push(String(bytes)))
    socket.on('error', () => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const env = { PATCHBAY_API_URL: `http://127.0.0.1:${address.port}`, RUNCOMFY_API_TOKEN: canary }
  expect(await doctor(cwd, env)).toMatchObject({
    code: 0,
    diagnosis: { engines: [{ reached: 'not asked' }, {}] },
  })
  expect(connections).toBe(0)
  const online = await doctor(cwd, env, '--online')
  expect(online).toMatchObject({
    code: 0,
    diagnosis: { engines: [{ reached: 'yes', address: 'another' }, { reached: 'not asked' }] },
  })
  await new Promise((resolve) => server.close(resolve))
  expect([connections, received]).toEqual([1, []])
  const gone = await doctor(cwd, env, '--online')
  expect(gone).toMatchObject({ code: 69, diagnosis: { engines: [{ reached: 'engine.unreachable' }, {}] } })
})

test('the built program says it too, with the home folder shortened', async () => {
  const cwd = await makeFolder()
  const home = join(cwd, 'home')
  const { code, stdout } = await runCli(['doctor'], {
    cwd,
    env: { HOME: home, PATCHBAY_HOME: join(home, 'library') },
  })
  expect(code).toBe(0)
  expect(stdout).toContain('Library: ~/library\n')
  expect(stdout).not.toContain(home)
})
