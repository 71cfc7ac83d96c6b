import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../platform/testing/testFolder.ts'
import { canStore, openKeySecret } from './keySecret.ts'
import { createFakeElectron } from './testing/fakeElectron.ts'

const key = 'key-0123456789'
const origin = 'https://api.test'
const other = 'https://other.test'
const optionsFor = (path: string, given: string | null = null) => ({
  path,
  given: given === null ? null : { origin, secret: given },
  unnamedOrigin: origin,
  accepts: (text: string) => /^[\w-]+$/.test(text),
  refusal: 'This is no key.',
})

test.each([
  ['linux', 'gnome_libsecret', true],
  ['linux', 'kwallet6', true],
  ['linux', 'basic_text', false],
  ['linux', 'unknown', false],
  ['linux', null, false],
  ['darwin', 'unknown', true],
  ['darwin', null, false],
  ['win32', 'unknown', true],
] as const)('on %s, with %s, a secret can be stored: %s', (platform, backend, can) => {
  expect(canStore(createFakeElectron({ backend }).electron, platform)).toBe(can)
})

test('a remembered key is there at the next start, and not readable in the file', async () => {
  const { electron } = createFakeElectron()
  const path = join(testFolder(), 'key')
  const secret = await openKeySecret(electron, optionsFor(path), 'linux')
  await secret.set(` ${key}\n`, { origin, remember: true })
  expect(secret.state(origin)).toEqual({ from: 'file' })
  expect(readFileSync(path).includes(key)).toBe(false)
  // Windows has no such permissions.
  expect(statSync(path).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600)
  const again = await openKeySecret(electron, optionsFor(path), 'linux')
  expect([again.get(origin), again.state(origin)]).toEqual([key, { from: 'file' }])
  expect([again.get(other), again.state(other)]).toEqual([null, { from: null, elsewhere: origin }])
  await again.forget()
  expect(again.state(origin)).toEqual({ from: null })
  expect((await openKeySecret(electron, optionsFor(path), 'linux')).get(origin)).toBeNull()
})

test('a key that an earlier version has stored without an origin belongs to the only possible one', async () => {
  const { electron } = createFakeElectron()
  const path = join(testFolder(), 'key')
  writeFileSync(path, electron.safeStorage.encryptString(key))
  const secret = await openKeySecret(electron, optionsFor(path), 'linux')
  expect([secret.get(origin), secret.get(other)]).toEqual([key, null])
})

test('without a key store a key lasts for this session, and remembering it is refused with an error', async () => {
  const { electron } = createFakeElectron({ backend: 'basic_text' })
  const path = join(testFolder(), 'key')
  const secret = await openKeySecret(electron, optionsFor(path), 'linux')
  await expect(secret.set(key, { origin, remember: true })).rejects.toMatchObject({ code: 'account.key' })
  expect(secret.get(origin)).toBeNull()
  await secret.set(key, { origin, remember: false })
  expect([secret.get(origin), secret.state(origin)]).toEqual([key, { from: 'session' }])
  expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined()
})

test('a key from a key store is not read without one', async () => {
  const path = join(testFolder(), 'key')
  await (
    await openKeySecret(createFakeElectron().electron, optionsFor(path), 'linux')
  ).set(key, { origin, remember: true })
  const { electron } = createFakeElectron({ backend: 'basic_text' })
  expect((await openKeySecret(electron, optionsFor(path), 'linux')).get(origin)).toBeNull()
})

test('the environment takes precedence over a stored key, and counts again when that is forgotten', async () => {
  const { electron } = createFakeElectron()
  const path = join(testFolder(), 'key')
  const secret = await openKeySecret(electron, optionsFor(path, 'from-env'), 'linux')
  expect([secret.get(origin), secret.state(origin)]).toEqual(['from-env', { from: 'environment' }])
  await secret.set(key, { origin, remember: false })
  expect(secret.get(origin)).toBe(key)
  await secret.forget()
  expect(secret.get(origin)).toBe('from-env')
})

test('an invalid file is ignored, and an invalid key is refused', async () => {
  const { electron } = createFakeElectron()
  const path = join(testFolder(), 'key')
  writeFileSync(path, 'rubbish with spaces')
  const secret = await openKeySecret(electron, optionsFor(path), 'linux')
  expect(secret.state(origin)).toEqual({ from: null })
  await expect(secret.set('no key', { origin, remember: true })).rejects.toMatchObject({
    message: 'This is no key.',
  })
})
