import { expect, test } from 'vitest'
import type { Updater } from './update.ts'
import { keepUpToDate } from './update.ts'

function fakeUpdater(check: () => Promise<unknown> = () => Promise.resolve()) {
  let loaded = 0
  const notes: unknown[] = []
  const updater: Updater = {
    allowDowngrade: true,
    allowPrerelease: true,
    autoDownload: false,
    autoInstallOnAppQuit: false,
    checkForUpdates: check,
    on: () => {},
  }
  const load = () => {
    loaded++
    return Promise.resolve(updater)
  }
  const log = { note: (...words: readonly unknown[]) => void notes.push(words), path: '' }
  return { updater, load, log, notes, loaded: () => loaded }
}

test('an installed app takes newer versions, never older ones, and puts them in place when it ends', async () => {
  const { updater, load, log } = fakeUpdater()
  await keepUpToDate({ isPackaged: true, load, log })
  expect(updater).toMatchObject({
    allowDowngrade: false,
    allowPrerelease: false,
    autoDownload: true,
    autoInstallOnAppQuit: true,
  })
})

test('while it is developed nothing is loaded and nobody asked', async () => {
  const { load, log, loaded } = fakeUpdater()
  await keepUpToDate({ isPackaged: false, load, log })
  expect(loaded()).toBe(0)
})

test('where no update can be had the app goes on, and the log says why', async () => {
  const { load, log, notes } = fakeUpdater(() => Promise.reject(new Error('offline')))
  await keepUpToDate({ isPackaged: true, load, log })
  expect(notes).toEqual([['no update', 'offline']])
})
