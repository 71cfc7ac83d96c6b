import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder } from '../cli/runCli.ts'
import type { DesktopProcess } from './desktopProcess.ts'
import { startDesktop } from './desktopProcess.ts'

/** An app that never answers one question, and crashes with a message at another. */
const main = `
  import { ipcMain } from 'electron'
  ipcMain.handle('never', () => new Promise(() => {}))
  ipcMain.handle('fatal', () => {
    process.stderr.write('out of memory')
    process.exit(3)
  })
  ipcMain.handle('echo', (_, input) => Promise.resolve(input))
`

async function start(): Promise<DesktopProcess> {
  const folder = await makeFolder()
  mkdirSync(join(folder, 'dist/main'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'dist/main/main.js'), main)
  const desktop = startDesktop(folder, folder)
  onTestFinished(() => desktop.kill())
  return desktop
}

/** The unhandled rejections from now on. */
function unhandled(): { readonly faults: readonly unknown[]; flush(): Promise<void> } {
  const faults: unknown[] = []
  const record = (thrown: unknown): void => void faults.push(thrown)
  process.on('unhandledRejection', record)
  onTestFinished(() => void process.off('unhandledRejection', record))
  return {
    faults,
    // Node emits them after the promises of a turn.
    flush: () => new Promise((resolve) => void setImmediate(resolve)),
  }
}

test('killing an app with open questions that nobody waits for is no error', async () => {
  const { faults, flush } = unhandled()
  const desktop = await start()
  expect(await desktop.invoke('echo', 'here')).toBe('here')
  void desktop.invoke('never', null)
  void desktop.fetch('app://patchbay/')
  void desktop.choose('Undo')
  void desktop.opened()
  await desktop.kill()
  await flush()
  expect(faults).toEqual([])
})

test('an app that crashes at a question rejects all waiters with its last output', async () => {
  const { faults, flush } = unhandled()
  const desktop = await start()
  const open = ['never', 'fatal'].map((channel) => desktop.invoke(channel, null))
  const ends = await Promise.allSettled(open)
  expect(ends.map((end) => end.status === 'rejected' && String(end.reason))).toEqual([
    'Error: the app has ended: out of memory',
    'Error: the app has ended: out of memory',
  ])
  await flush()
  expect(faults).toEqual([])
})

test('an app that has ended refuses questions', async () => {
  const { faults, flush } = unhandled()
  const desktop = await start()
  await desktop.kill()
  await expect(desktop.windows()).rejects.toThrow('the app has ended')
  void desktop.quit()
  await desktop.kill()
  await flush()
  expect(faults).toEqual([])
})
