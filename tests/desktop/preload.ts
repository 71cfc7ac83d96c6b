import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import type { Bridge } from '#main/electron/bridge.ts'
import type { DesktopProcess } from './desktopProcess.ts'

/** The built preload, as one text that requires only `electron`. */
export const readPreload = (folder: string): string =>
  readFileSync(join(folder, 'dist/preload/preload.cjs'), 'utf8')

/** Runs the built preload in a separate context, like a sandbox, and returns what it exposes on the page's window. */
export function runPreload(folder: string, desktop: DesktopProcess): Bridge {
  const world: Record<string, unknown> = {}
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, value: unknown) => void (world[name] = value) },
    ipcRenderer: {
      invoke: (channel: string, input: unknown) => desktop.invoke(channel, input),
      on: (channel: string, listener: (event: unknown, sent: unknown) => void) =>
        desktop.onSent((to, sent) => to === channel && listener({}, sent)),
      removeListener: () => {},
    },
  }
  runInNewContext(readPreload(folder), {
    require(name: string) {
      if (name === 'electron') return electron
      throw new Error(`a sandbox has no ${name}`)
    },
    exports: {},
    module: { exports: {} },
  })
  // The cast: what `preload.ts` exposes there.
  return world['patchbay'] as Bridge
}
