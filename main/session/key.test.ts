import { existsSync, statSync } from 'node:fs'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openKey } from './key.ts'
import { testFolder } from './testing/testFolder.ts'

const nothing = {}
const given = { RUNCOMFY_API_TOKEN: 'from-the-environment' }
const pathIn = (folder: string): string => join(folder, 'key')

test('without a key anywhere there is none', async () => {
  const key = await openKey({ path: pathIn(testFolder()), env: nothing })
  expect([key.get(), key.state()]).toEqual([null, { from: null }])
})

test('a key for this session is used, and no file is written', async () => {
  const path = pathIn(testFolder())
  const key = await openKey({ path, env: given })
  expect(await key.set('  mine-alone  ', false)).toEqual({ from: 'session' })
  expect([key.get(), existsSync(path)]).toEqual(['mine-alone', false])
})

test('a key to remember is there after a restart, in a file that nobody else can read', async () => {
  const path = pathIn(testFolder())
  expect(await (await openKey({ path, env: nothing })).set('kept-key', true)).toEqual({ from: 'file' })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const after = await openKey({ path, env: nothing })
  expect([after.get(), after.state()]).toEqual(['kept-key', { from: 'file' }])
})

test('a file that others could read is closed to them', async () => {
  const path = pathIn(testFolder())
  await writeFile(path, 'kept-key\n')
  await chmod(path, 0o644)
  expect((await openKey({ path, env: nothing })).get()).toBe('kept-key')
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('the environment comes before a file from earlier', async () => {
  const path = pathIn(testFolder())
  await writeFile(path, 'kept-key', { mode: 0o600 })
  const key = await openKey({ path, env: given })
  expect([key.get(), key.state()]).toEqual(['from-the-environment', { from: 'environment' }])
})

test('what is forgotten is gone from the disk too; the environment counts again', async () => {
  const path = pathIn(testFolder())
  const key = await openKey({ path, env: given })
  await key.set('kept-key', true)
  expect(await key.forget()).toEqual({ from: 'environment' })
  expect([key.get(), existsSync(path)]).toEqual(['from-the-environment', false])
})

test.each(['', '   ', 'two words', 'line\nbreak', 'umlaut-ä', '\0'])(
  'what can be no key (%j) is refused, and the one before stays',
  async (text) => {
    const path = pathIn(testFolder())
    const key = await openKey({ path, env: nothing })
    await key.set('kept-key', true)
    const refused = key.set(text, true)
    await expect(refused).rejects.toMatchObject({ code: 'account.key' })
    await expect(refused).rejects.not.toThrow(text.trim() === '' ? 'kept-key' : text)
    expect([key.get(), await readFile(path, 'utf8')]).toEqual(['kept-key', 'kept-key\n'])
  },
)
