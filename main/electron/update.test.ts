import { expect, test } from 'vitest'
import { recordLog } from '#shared/testing/recordLog.ts'
import type { UpdatePolicy, Updater } from './update.ts'
import { checkForUpdates, policyOf } from './update.ts'

/** An updater that finds version 2 and, like `electron-updater`, fetches and installs it if allowed. */
function start(policy: UpdatePolicy, { isPackaged = true, check = () => Promise.resolve() } = {}) {
  const listeners: (readonly [string, (what: never) => void])[] = []
  const done: unknown[] = []
  const updater: Updater = {
    allowDowngrade: true,
    allowPrerelease: true,
    autoDownload: true,
    autoInstallOnAppQuit: true,
    async checkForUpdates() {
      await check()
      emit('update-available', { version: '2.0.0' })
      if (!updater.autoDownload) return
      done.push('downloaded')
      emit('update-downloaded', { version: '2.0.0' })
      if (updater.autoInstallOnAppQuit) done.push('to be installed')
    },
    on: (event: string, listener: (what: never) => void) => void listeners.push([event, listener]),
  }
  const emit = (event: string, what: unknown): void => {
    // The cast: the arguments of an event follow from its name.
    for (const [name, listener] of listeners) if (name === event) listener(what as never)
  }
  return {
    updater,
    done,
    run: () =>
      checkForUpdates({
        isPackaged,
        policy,
        load() {
          done.push('loaded')
          return Promise.resolve(updater)
        },
        log: recordLog((level, event, data) => done.push([level, event, data])),
        announce: (version) => void done.push(`announced ${version}`),
      }),
  }
}

test('a copy that may install accepts newer versions, never older ones, and installs them when it ends', async () => {
  const { updater, done, run } = start('install')
  await run()
  expect(updater).toMatchObject({ allowDowngrade: false, allowPrerelease: false })
  expect(done).toEqual([
    'loaded',
    'downloaded',
    ['info', 'update.ready', { version: '2.0.0' }],
    'to be installed',
  ])
})

test('a copy that may not announces the newer version, and fetches and installs nothing', async () => {
  const { updater, done, run } = start('announce')
  await run()
  expect(updater).toMatchObject({
    allowDowngrade: false,
    allowPrerelease: false,
    autoDownload: false,
    autoInstallOnAppQuit: false,
  })
  expect(done).toEqual(['loaded', 'announced 2.0.0'])
})

test.each([
  ['install', {}, 'install'],
  ['announce', {}, 'announce'],
  ['install', { PORTABLE_EXECUTABLE_FILE: 'D:\\Patchbay.exe' }, 'announce'],
  ['announce', { PATCHBAY_UPDATES: 'install' }, 'announce'],
] as const)('a copy built to %s and started with %j may %s', (built, env, policy) => {
  expect(policyOf(built, env)).toBe(policy)
})

test('during development nothing is loaded and nothing requested', async () => {
  const { done, run } = start('install', { isPackaged: false })
  await run()
  expect(done).toEqual([])
})

test('if no update is available the app continues, and the log says why', async () => {
  const { done, run } = start('install', { check: () => Promise.reject(new Error('offline')) })
  await run()
  expect(done).toEqual(['loaded', ['warn', 'update.failed', { error: new Error('offline') }]])
})
