import { mkdirSync, watch } from 'node:fs'
import { endedBy } from '#shared/endedBy.ts'
import type { Clock } from '#shared/services.ts'

/** One save is several changes to a folder: this long it is waited for the last of them, in milliseconds. */
const REST = 100

/**
 * Calls back when something in a folder has changed and it has come to rest; answers with the way to stop. Where the
 * system cannot watch, nobody is called.
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
