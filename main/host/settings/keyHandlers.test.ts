import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { testFolder } from '../../platform/testing/testFolder.ts'
import { testSession } from '../testing/testSession.ts'

const canary = 'sk-canary-0123456789'
const own = 'https://model-api.runcomfy.net'
const fromEnvironment = { RUNCOMFY_API_TOKEN: canary }

/** A foreign server that records its requests. */
async function otherServer() {
  const questions: unknown[] = []
  const server = createServer((request, response) => {
    questions.push([request.method, request.url, request.rawHeaders])
    response.setHeader('content-type', 'application/json').end('{"balance_usd":1}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  // The cast: a server that listens on a port has an address with one.
  return { asked: questions, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

describe('a key is not sent to an address that a page has set', () => {
  test('if it comes from the environment', async () => {
    const { asked: questions, url } = await otherServer()
    const { request } = await testSession({ env: fromEnvironment, address: 'settings' })
    await request('settings.change', { mode: 'live', engines: { runcomfy: { apiUrl: url } } })
    await expect(request('key.test', { engine: 'runcomfy' })).rejects.toMatchObject({
      code: 'account.key',
      message: `There is no key for RunComfy at ${new URL(url).host}. Enter one for this address, or practise, which is free.`,
    })
    expect(questions).toEqual([])
    expect((await request('host.hello', {})).engines[0]?.key).toEqual({ from: null, elsewhere: own })
  })

  test.each([true, false])('if it was set, remembered: %s', async (remember) => {
    const { asked: questions, url } = await otherServer()
    const { request } = await testSession({ address: 'settings' })
    expect(await request('key.set', { engine: 'runcomfy', key: canary, remember })).toEqual({
      from: remember ? 'file' : 'session',
    })
    await request('settings.change', { engines: { runcomfy: { apiUrl: url } } })
    await expect(request('key.test', { engine: 'runcomfy' })).rejects.toMatchObject({ code: 'account.key' })
    expect(questions).toEqual([])
    // Back at its own address it is there again.
    await request('settings.change', { engines: { runcomfy: { apiUrl: '' } } })
    expect((await request('host.hello', {})).engines[0]?.key).toEqual({ from: remember ? 'file' : 'session' })
  })

  test('if a settings file that another program wrote names it', async () => {
    const { asked: questions, url } = await otherServer()
    const home = testFolder()
    writeFileSync(join(home, 'settings.json'), JSON.stringify({ engine: 'runcomfy', apiUrl: url }))
    writeFileSync(join(home, 'key'), `${canary}\n`)
    const { request } = await testSession({ home, env: fromEnvironment, address: 'settings' })
    await expect(request('key.test', { engine: 'runcomfy' })).rejects.toMatchObject({ code: 'account.key' })
    expect(questions).toEqual([])
  })
})

test('a key that is entered for an address is sent there', async () => {
  const { asked: questions, url } = await otherServer()
  const { request } = await testSession({ address: 'settings' })
  await request('settings.change', { engines: { runcomfy: { apiUrl: url } } })
  await request('key.set', { engine: 'runcomfy', key: canary, remember: false, origin: url })
  expect(await request('key.test', { engine: 'runcomfy' })).toEqual({ balance: 1, currency: 'USD' })
  expect(JSON.stringify(questions)).toContain(canary)
})

test('a key that is entered is tested at its address before it is stored, and leaves nothing behind', async () => {
  const { asked: questions, url } = await otherServer()
  const { request, home } = await testSession({ address: 'settings' })
  await request('settings.change', { engines: { runcomfy: { apiUrl: url } } })
  const tested = { engine: 'runcomfy', key: ` ${canary}`, origin: url } as const
  expect(await request('key.test', tested)).toEqual({ balance: 1, currency: 'USD' })
  expect(JSON.stringify(questions)).toContain(`Bearer ${canary}`)
  expect((await request('host.hello', {})).engines[0]?.key).toEqual({ from: null })
  expect(existsSync(join(home, 'key'))).toBe(false)
  for (const wrong of [{ origin: own }, { key: 'two words' }])
    await expect(request('key.test', { ...tested, ...wrong })).rejects.toMatchObject({ code: 'account.key' })
  expect(questions).toHaveLength(1)
})

test('a key that was entered while another address was shown is refused', async () => {
  const { request } = await testSession({ address: 'settings' })
  await request('settings.change', { engines: { runcomfy: { apiUrl: 'https://other.test' } } })
  await expect(
    request('key.set', { engine: 'runcomfy', key: canary, remember: true, origin: own }),
  ).rejects.toMatchObject({
    code: 'account.key',
  })
  expect((await request('host.hello', {})).engines[0]?.key).toEqual({ from: null })
})

describe('an address that the environment names', () => {
  test('takes precedence over the settings, and a page cannot change it', async () => {
    const { asked: questions, url } = await otherServer()
    const home = testFolder()
    writeFileSync(join(home, 'settings.json'), JSON.stringify({ apiUrl: 'https://other.test' }))
    const { request } = await testSession({ home, env: { ...fromEnvironment, PATCHBAY_API_URL: url } })
    expect(await request('host.hello', {})).toMatchObject({
      engines: [{ key: { from: 'environment' }, address: { origin: url, fixed: true } }],
    })
    await expect(
      request('settings.change', { engines: { runcomfy: { apiUrl: 'https://another.test' } } }),
    ).rejects.toMatchObject({
      code: 'input.invalid',
    })
    await request('key.test', { engine: 'runcomfy' })
    expect(questions.length).toBe(1)
    const file: unknown = JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))
    expect(file).toEqual({ apiUrl: 'https://other.test' })
  })
})

test('a refused address is not stored, and the error names no variable', async () => {
  const { request } = await testSession({ address: 'settings' })
  for (const apiUrl of ['garbage', 'http://example.com', 'https://example.com/?y=1']) {
    const refused = request('settings.change', { engines: { runcomfy: { apiUrl } } })
    await expect(refused).rejects.toMatchObject({
      code: 'egress.refused',
      message: expect.stringMatching(/^The address of the API (?!.*[A-Z]+_)/),
    })
  }
  expect((await request('host.hello', {})).settings.engines).toEqual({})
})
