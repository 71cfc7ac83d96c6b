import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import type { SavedSettings } from './settings.ts'

/** What was said when the program was started, before the settings. */
export interface GivenMode {
  /** Null: as it is set. */
  readonly mode: Mode | null
  /** The only engine whose nodes may run live; null: those of every engine. */
  readonly only: EngineId | null
}

/** The settings with the mode that this process was started in, until the user sets another. The file keeps its own. */
export function withGivenMode(saved: SavedSettings, mode: Mode | null): SavedSettings {
  let given = mode
  const now = (settings: ReturnType<SavedSettings['get']>) =>
    given === null ? settings : { ...settings, mode: given }
  return {
    get: () => now(saved.get()),
    async change(change) {
      const changed = await saved.change(change)
      if (change.mode !== undefined) given = null
      return now(changed)
    },
  }
}
