import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { withoutTypes } from '../faults/preloads.ts'
import type { Editor } from '../host/startEditor.ts'
import { startEditor } from '../host/startEditor.ts'
import type { Measured } from './measure.ts'

const measure = withoutTypes(new URL('.', import.meta.url), ['measure.ts'])

/** The built program with an editor's way to it, and a look at what it takes. */
export interface MeasuredHost {
  readonly editor: Editor
  /** What `act` took, above what the process had before it; `memory` in MiB, `turn` in milliseconds of processor time. */
  during(act: () => Promise<unknown>): Promise<Measured>
}

export async function startMeasured(env: Readonly<Record<string, string>> = {}): Promise<MeasuredHost> {
  const home = mkdtempSync(join(tmpdir(), 'patchbay-bounds-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const waiting: ((measured: Measured) => void)[] = []
  const editor = await startEditor({
    home,
    env,
    node: [`--import=${measure('measure')}`],
    // The cast: it is what the file says that was imported.
    onMessage: (message) => waiting.shift()?.(message as Measured),
  })
  const look = async (): Promise<Measured> =>
    new Promise((resolve) => {
      waiting.push(resolve)
      editor.sendMessage('look')
    })
  return {
    editor,
    async during(act) {
      await look()
      // The peak counts from the look before: what there is now is the least that it can be.
      const before = await look()
      await act()
      const { turn, memory } = await look()
      return { turn: Math.round(turn), memory: Math.round((memory - before.memory) / 1024) }
    },
  }
}
