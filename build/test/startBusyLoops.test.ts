import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { startBusyLoops } from './startBusyLoops.mjs'

test('busy loops end on request', async () => {
  const loops = await startBusyLoops(2, process.execPath)
  // Waits for the processes themselves: with one still running, this would not return.
  expect(await loops.end()).toBe(undefined)
})

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  'busy loops end when the process that started them dies of %s',
  async (signal) => {
    const module = JSON.stringify(fileURLToPath(new URL('./startBusyLoops.mjs', import.meta.url)))
    const script = `
      import { startBusyLoops } from ${module}
      await startBusyLoops(2, process.execPath)
      console.log('busy')
    `
    const starter = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await once(starter.stdout, 'data')
    // The loops share one stderr: it closes when the last of them is gone.
    const closed = once(starter.stderr.resume(), 'close')
    starter.kill(signal)
    expect(await once(starter, 'exit')).toEqual([null, signal])
    expect(await closed).toEqual([false])
  },
)
