import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EngineState, Settings } from '#shared/api/records.ts'
import { engines } from '../engines/engines.ts'
import { readHolder } from '../library/lock.ts'
import { openConfiguredEngines } from './engines/configuredEngines.ts'
import { shownEngine } from './settings/account.ts'
import { readSettings } from './settings/settings.ts'

/** The effective configuration of a library, wherever it comes from. */
export interface HostStatus {
  readonly settings: Settings
  readonly engines: readonly EngineState[]
}

/** As a host that opens the library in `home` would find it; nothing is changed or locked. */
export async function readStatus(home: string, env: Readonly<NodeJS.ProcessEnv>): Promise<HostStatus> {
  const { settings } = readSettings(await readFile(join(home, 'settings.json'), 'utf8').catch(() => null))
  const configured = await openConfiguredEngines({
    definitions: engines,
    home,
    env,
    settings: { get: () => settings },
  })
  return { settings, engines: configured.all.map((engine) => shownEngine(engine, null)) }
}

/** The process that holds the library in `home`, as far as it has recorded itself; null if none has. */
export function holderOf(home: string): { readonly pid: number; readonly what: string } | null {
  const holder = readHolder(home)
  return holder === null ? null : { pid: holder.pid, what: holder.what }
}
