import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordLog } from '#shared/testing/recordLog.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { createWindow } from './openWindow.ts'
import type { FakeElectronOptions } from './testing/fakeElectron.ts'
import { createFakeElectron } from './testing/fakeElectron.ts'

function start(options: FakeElectronOptions & { readonly mayClose?: () => boolean } = {}) {
  const fake = createFakeElectron(options)
  const folder = testFolder()
  const statePath = join(folder, 'window.json')
  const lines: unknown[] = []
  let [time, gone] = [0, 0]
  const window = createWindow(fake.electron, {
    preload: '/preload.cjs',
    statePath,
    log: recordLog((...line) => lines.push(line)),
    now: () => time,
    mayClose: options.mayClose ?? (() => true),
    onPageGone: () => void gone++,
  })
  window.show()
  const [first] = fake.windows
  if (first === undefined) throw new Error('no window was opened')
  return {
    ...fake,
    window,
    first,
    statePath,
    lines,
    gone: () => gone,
    setTime: (to: number) => void (time = to),
  }
}

const reloads = (calls: readonly unknown[]): number => calls.filter((call) => call === 'reload').length
const crash = { reason: 'crashed', exitCode: 5 }

test.each([true, false])('of an installed app (%s) the window has no developer tools', (packaged) => {
  const { first } = start({ packaged })
  expect([first.options.webPreferences?.devTools, first.webRtc]).toEqual([
    !packaged,
    'disable_non_proxied_udp',
  ])
})

test('the page is our own, and is shown when there is something to see', async () => {
  const { first } = start()
  expect(first.calls).toEqual([['loadURL', 'app://patchbay/']])
  await first.events.happen('ready-to-show')
  expect(first.calls).toEqual([['loadURL', 'app://patchbay/'], 'show'])
})

test('a page that crashes is reloaded, and listeners are notified', async () => {
  const { first, gone, lines } = start()
  await first.page.happen('render-process-gone', {}, crash)
  expect([reloads(first.calls), gone(), lines]).toEqual([1, 1, [['error', 'page.gone', crash]]])
})

test('a page that keeps crashing is reloaded only if the user agrees', async () => {
  const { first, dialogs } = start({ answers: [1] })
  for (let turn = 0; turn < 4; turn++) await first.page.happen('render-process-gone', {}, crash)
  // The user's answer arrives by a promise.
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  expect([reloads(first.calls), dialogs.length, first.window.isDestroyed()]).toEqual([3, 1, true])
})

test('crashes that are far apart are no reason to ask', async () => {
  const { first, dialogs, setTime } = start()
  for (let turn = 0; turn < 6; turn++) {
    setTime(turn * 61_000)
    await first.page.happen('render-process-gone', {}, crash)
  }
  expect([reloads(first.calls), dialogs]).toEqual([6, []])
})

test('the position of a window is saved when it closes, and a closed one is opened again', async () => {
  const { window, windows, statePath } = start()
  await window.close()
  // It is written atomically, long after the window is gone.
  while (!existsSync(statePath)) await new Promise(setImmediate)
  expect(JSON.parse(readFileSync(statePath, 'utf8'))).toEqual({
    bounds: { x: 10, y: 20, width: 1000, height: 700 },
    maximized: false,
  })
  window.show()
  expect(windows.length).toBe(2)
})

test('a window that may not close stays, and messages to a closed one are dropped', async () => {
  const open = start({ mayClose: () => false })
  open.first.window.close()
  expect(open.first.window.isDestroyed()).toBe(false)
  const gone = start()
  await gone.window.close()
  gone.window.notify({ type: 'workflows.changed' })
  gone.window.showProgress(0.5)
  expect([gone.first.sent, gone.window.hasFocus()]).toEqual([[], false])
})
