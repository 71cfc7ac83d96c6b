import type { HostEvent } from '#shared/api/contract.ts'
import type { AddressState, KeyState, Settings } from '#shared/api/records.ts'
import type { ErrorData } from '#shared/errors.ts'
import type { Engines } from '../engines/engines.ts'
import type { ApiAddress } from './apiAddress.ts'
import type { SavedKey } from './key.ts'
import { shownAddress } from './keyHandlers.ts'
import type { SavedSettings } from './settings.ts'

/** The settings, and the account that pays, as pages show them. */
export interface AccountState {
  readonly settings: Settings
  readonly key: KeyState
  readonly address: AddressState
  /** Why the current engine accepts no jobs. */
  readonly refusal: ErrorData | null
}

export interface Account {
  now(): AccountState
  /** Announces a change once it is made. `account`: the payer may have changed, so refused jobs are retried. */
  notifyAfter<T>(change: Promise<T>, account?: boolean): Promise<T>
  /** The current engine is tried again. */
  retry(): void
  /** Stops announcing. */
  close(): void
}

export interface AccountOptions {
  readonly address: ApiAddress
  readonly engines: Engines
  readonly key: SavedKey
  readonly settings: SavedSettings
  announce(event: HostEvent): void
}

export function createAccount({ address, engines, key, settings, announce }: AccountOptions): Account {
  const now = (): AccountState => ({
    settings: settings.get(),
    key: key.state(address.origin()),
    address: shownAddress(address),
    refusal: engines.refusalOf(settings.get().engine)?.toJSON() ?? null,
  })
  const notifyRefusal = (): void => announce({ type: 'account.changed', refusal: now().refusal })
  const retry = (): void => engines.reset(settings.get().engine)
  const stopHearing = engines.onRefusal(notifyRefusal)
  return {
    now,
    async notifyAfter(change, account = false) {
      const result = await change
      const { refusal: _, ...shown } = now()
      announce({ type: 'settings.changed', ...shown, engine: shown.settings.engine })
      if (account) {
        retry()
        notifyRefusal()
      }
      return result
    },
    retry,
    close: stopHearing,
  }
}
