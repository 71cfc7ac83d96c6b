import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordLog } from '#shared/testing/recordLog.ts'
import { defaultSettings } from '#shared/api/defaultSettings.ts'
import { openSettings, readSettings } from './settings.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'

test('without a file every setting has its default, and nothing is written', async () => {
  const folder = testFolder()
  expect((await openSettings(join(folder, 'settings.json'))).get()).toEqual(defaultSettings)
  expect(await readdir(folder)).toEqual([])
})

test('practice, which is free, is the default', () => {
  expect(defaultSettings.mode).toBe('practice')
})

test('a change is there after a restart; what was not changed stays', async () => {
  const path = join(testFolder(), 'settings.json')
  const settings = await openSettings(path)
  await settings.change({ theme: 'dark', confirmAbove: undefined })
  await settings.change({ shortcuts: { run: 'Ctrl+R' } })
  const expected = { ...defaultSettings, theme: 'dark', shortcuts: { run: 'Ctrl+R' } }
  expect([settings.get(), (await openSettings(path)).get()]).toEqual([expected, expected])
})

test.each([
  ['{', defaultSettings],
  ['', defaultSettings],
  ['[]', defaultSettings],
  ['null', defaultSettings],
  ['{"theme":"dark","concurrency":0}', { ...defaultSettings, theme: 'dark' }],
  ['{"engine":"free","reducedMotion":true}', { ...defaultSettings, reducedMotion: true }],
  ['{"shortcuts":{"run":1}}', defaultSettings],
  ['{"theme":"dark","apiUrl":"garbage"}', { ...defaultSettings, theme: 'dark' }],
  ['{"apiUrl":"http://example.org"}', defaultSettings],
  [
    '{"bucket":{"endpoint":"http://example.org","region":"r","bucket":"abc","prefix":"","lifetime":300,"pathStyle":true}}',
    defaultSettings,
  ],
])('from a broken file (%s) the readable settings are kept', (text, settings) => {
  expect(readSettings(text)).toEqual({ settings, broken: true })
})

test('missing and unknown fields break nothing', () => {
  expect(readSettings('{"theme":"light","from":"a later version"}')).toEqual({
    settings: { ...defaultSettings, theme: 'light' },
    broken: false,
  })
})

test('a broken file is kept beside the new one, and not overwritten', async () => {
  const folder = testFolder()
  const path = join(folder, 'settings.json')
  await writeFile(path, '{ torn')
  const settings = await openSettings(path)
  await settings.change({ theme: 'dark' })
  expect(await readFile(`${path}.broken`, 'utf8')).toBe('{ torn')
  expect((await openSettings(path)).get()).toEqual({ ...defaultSettings, theme: 'dark' })
})

test.each(['nonsense', 'http://example.org', 'https://user:word@example.org', 'ftp://example.org'])(
  'an address that must not get the key (%s) is refused, and nothing changes',
  async (apiUrl) => {
    const settings = await openSettings(join(testFolder(), 'settings.json'))
    await expect(settings.change({ engines: { runcomfy: { apiUrl } } })).rejects.toMatchObject({
      code: 'egress.refused',
    })
    expect(settings.get()).toEqual(defaultSettings)
  },
)

test('settings that exist and cannot be read are logged, missing ones are not', async () => {
  const path = join(testFolder(), 'settings.json')
  const events: string[] = []
  const log = recordLog((level, event) => events.push(`${level} ${event}`))
  await openSettings(path, log)
  await mkdir(path, { recursive: true })
  expect((await openSettings(path, log)).get()).toEqual(defaultSettings)
  expect(events).toEqual(['error settings.unread'])
})

test('a file from before there was more than one engine is read as it was meant', () => {
  expect(readSettings('{"engine":"runcomfy","apiUrl":"https://other.test","concurrency":7}')).toEqual({
    settings: {
      ...defaultSettings,
      mode: 'live',
      engines: { runcomfy: { apiUrl: 'https://other.test', concurrency: 7 } },
    },
    broken: false,
  })
  expect(readSettings('{"engine":"practice","apiUrl":"","concurrency":4}').settings).toEqual({
    ...defaultSettings,
    engines: { runcomfy: { concurrency: 4 } },
  })
})

test('a change of one engine leaves the others, and what else is set for it, as they are', async () => {
  const settings = await openSettings(join(testFolder(), 'settings.json'))
  await settings.change({ engines: { one: { concurrency: 2 }, other: { concurrency: 3 } } })
  await settings.change({ engines: { one: { apiUrl: 'https://one.test' } } })
  expect(settings.get().engines).toEqual({
    one: { concurrency: 2, apiUrl: 'https://one.test' },
    other: { concurrency: 3 },
  })
})
