import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { withoutTypes } from '../faults/preloads.ts'
import type { Editor } from '../host/startEditor.ts'
import { startEditor } from '../host/startEditor.ts'
import type { Measured } from './measure.ts'

const measure = withoutTypes(new URL('.', import.meta.url), ['measure.ts'])

/** The built program with an editor's client, and a way to measure it. */
export interface MeasuredHost {
  readonly editor: Editor
  /** The folder of its library. */
  readonly home: string
  /**
   * The cost of `act`, relative to the process before it; `memory` in MiB, `turn` in milliseconds of processor time.
   */
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
    // The cast: it is the format of the imported file.
    onMessage: (message) => waiting.shift()?.(message as Measured),
  })
  const look = async (): Promise<Measured> =>
    new Promise((resolve) => {
      waiting.push(resolve)
      editor.sendMessage('look')
    })
  return {
    editor,
    home,
    async during(act) {
      await look()
      // The peak starts at the previous measurement, so the current value is its minimum.
      const before = await look()
      await act()
      const { turn, memory } = await look()
      return { turn: Math.round(turn), memory: Math.round((memory - before.memory) / 1024) }
    },
  }
}
