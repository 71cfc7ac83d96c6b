import { mkdirSync, watch } from 'node:fs'
import { endedBy } from '#shared/endedBy.ts'
import type { Clock } from '#shared/services.ts'

/** One save is several changes to a folder: how long to wait for the last of them, in milliseconds. */
const REST = 100

/**
 * Calls back when something in a folder has changed and no more changes follow; returns a function that stops it. If
 * the system cannot watch, it never calls back.
 */
export function watchFolder(folder: string, clock: Pick<Clock, 'sleep'>, call: () => void): () => void {
  let pause = new AbortController()
  const changed = (): void => {
    pause.abort()
    pause = new AbortController()
    const { signal } = pause
    clock.sleep(REST, signal).then(call, endedBy(signal))
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const watcher = watch(folder, { persistent: false }, changed)
    watcher.on('error', () => watcher.close())
    return () => {
      pause.abort()
      watcher.close()
    }
  } catch {
    return () => {}
  }
}
