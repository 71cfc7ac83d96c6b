import { existsSync, statSync } from 'node:fs'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import runcomfy from '../../engines/runcomfy/engine.ts'
import { openKey } from './key.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'

const noKeys = {}
const given = { RUNCOMFY_API_TOKEN: 'from-the-environment' }
const own = 'https://model-api.runcomfy.net'
const other = 'https://other.test'
const saved = (secret: string, origin = own): string => `${JSON.stringify({ origin, secret })}\n`
const pathIn = (folder: string): string => join(folder, 'key')

test('without any key there is none', async () => {
  const key = await openKey(runcomfy, { path: pathIn(testFolder()), env: noKeys })
  expect([key.get(own), key.state(own), key.all()]).toEqual([null, { from: null }, []])
})

test('a key for this session is used, and no file is written', async () => {
  const path = pathIn(testFolder())
  const key = await openKey(runcomfy, { path, env: given })
  await key.set('  mine-alone  ', { origin: own, remember: false })
  expect([key.get(own), key.state(own), existsSync(path)]).toEqual(['mine-alone', { from: 'session' }, false])
})

test('a remembered key is there after a restart, in a file that nobody else can read', async () => {
  const path = pathIn(testFolder())
  const key = await openKey(runcomfy, { path, env: noKeys })
  await key.set('kept-key', { origin: own, remember: true })
  expect(key.state(own)).toEqual({ from: 'file' })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const after = await openKey(runcomfy, { path, env: noKeys })
  expect([after.get(own), after.state(own)]).toEqual(['kept-key', { from: 'file' }])
})

test('a file that others can read gets its permissions restricted', async () => {
  const path = pathIn(testFolder())
  await writeFile(path, saved('kept-key'))
  await chmod(path, 0o644)
  expect((await openKey(runcomfy, { path, env: noKeys })).get(own)).toBe('kept-key')
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('the environment takes precedence over a file', async () => {
  const path = pathIn(testFolder())
  await writeFile(path, saved('kept-key'), { mode: 0o600 })
  const key = await openKey(runcomfy, { path, env: given })
  expect([key.get(own), key.state(own)]).toEqual(['from-the-environment', { from: 'environment' }])
})

test('a forgotten key is gone from the disk too; the environment counts again', async () => {
  const path = pathIn(testFolder())
  const key = await openKey(runcomfy, { path, env: given })
  await key.set('kept-key', { origin: own, remember: true })
  await key.forget()
  expect([key.get(own), key.state(own), existsSync(path)]).toEqual([
    'from-the-environment',
    { from: 'environment' },
    false,
  ])
})

describe('a key is only sent to the origin that it was set for:', () => {
  test.each([false, true])('one that is set, remembered: %s', async (remember) => {
    const path = pathIn(testFolder())
    const key = await openKey(runcomfy, { path, env: noKeys })
    await key.set('mine-alone', { origin: own, remember })
    for (const one of remember ? [key, await openKey(runcomfy, { path, env: noKeys })] : [key]) {
      expect([one.get(own), one.get(other), one.get(`${own}:8443`), one.get(null)]).toEqual([
        'mine-alone',
        null,
        null,
        null,
      ])
      expect(one.state(other)).toEqual({ from: null, elsewhere: own })
      // It must still be redacted from everything that is shared.
      expect(one.all()).toContain('mine-alone')
    }
  })

  test('one of the environment, to the origin that the same environment names', async () => {
    const path = pathIn(testFolder())
    const both = await openKey(runcomfy, { path, env: { ...given, PATCHBAY_API_URL: `${other}/v1` } })
    expect([both.get(other), both.get(own)]).toEqual(['from-the-environment', null])
    const alone = await openKey(runcomfy, { path, env: given })
    expect([alone.get(other), alone.get(own)]).toEqual([null, 'from-the-environment'])
    const broken = await openKey(runcomfy, { path, env: { ...given, PATCHBAY_API_URL: 'no address' } })
    expect([broken.get(own), broken.get('null'), broken.all()]).toEqual([null, null, []])
  })

  test('one that is set for another origin removes none', async () => {
    const key = await openKey(runcomfy, { path: pathIn(testFolder()), env: given })
    await key.set('for-the-other', { origin: other, remember: false })
    expect([key.get(own), key.get(other)]).toEqual(['from-the-environment', 'for-the-other'])
  })

  test('one that an earlier version has stored, to RunComfy', async () => {
    const path = pathIn(testFolder())
    await writeFile(path, 'kept-key\n', { mode: 0o600 })
    const key = await openKey(runcomfy, { path, env: noKeys })
    expect([key.get(own), key.get(other)]).toEqual(['kept-key', null])
    expect(key.state(own)).toEqual({ from: 'file' })
  })
})

test.each(['', '   ', 'two words', 'line\nbreak', 'umlaut-ä', '\0'])(
  'an invalid key (%j) is refused, and the one before stays',
  async (text) => {
    const path = pathIn(testFolder())
    const key = await openKey(runcomfy, { path, env: noKeys })
    await key.set('kept-key', { origin: own, remember: true })
    const refused = key.set(text, { origin: other, remember: true })
    await expect(refused).rejects.toMatchObject({ code: 'account.key' })
    await expect(refused).rejects.not.toThrow(text.trim() === '' ? 'kept-key' : text)
    expect([key.get(own), await readFile(path, 'utf8')]).toEqual(['kept-key', saved('kept-key')])
  },
)
