import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AddressState, KeyState, Settings } from '#shared/api/records.ts'
import { readHolder } from '../library/lock.ts'
import { createApiAddress } from './settings/apiAddress.ts'
import { openKey } from './settings/key.ts'
import { shownAddress } from './settings/keyHandlers.ts'
import { readSettings } from './settings/settings.ts'

/** The effective configuration of a library, wherever it comes from. */
export interface HostStatus {
  readonly settings: Settings
  readonly key: KeyState
  readonly address: AddressState
}

/** As a host that opens the library in `home` would find it; nothing is changed or locked. */
export async function readStatus(home: string, env: Readonly<NodeJS.ProcessEnv>): Promise<HostStatus> {
  const { settings } = readSettings(await readFile(join(home, 'settings.json'), 'utf8').catch(() => null))
  const address = createApiAddress(env, { get: () => settings })
  const key = await openKey({ path: join(home, 'key'), env })
  return { settings, key: key.state(address.origin()), address: shownAddress(address) }
}

/** The process that holds the library in `home`, as far as it has recorded itself; null if none has. */
export function holderOf(home: string): { readonly pid: number; readonly what: string } | null {
  const holder = readHolder(home)
  return holder === null ? null : { pid: holder.pid, what: holder.what }
}
