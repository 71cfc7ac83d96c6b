import { AppError } from '#shared/errors.ts'
import type { AddressState, KeyState } from '#shared/api/records.ts'
import type { Handlers } from '#shared/api/serve.ts'
import type { Clock } from '#shared/services.ts'
import type { AddressChecks } from './addressChecks.ts'
import type { ApiAddress } from './apiAddress.ts'
import type { Engines } from '../engines/engines.ts'
import type { SavedKey } from './key.ts'
import type { SavedSettings } from './settings.ts'
import { testKey } from './testKey.ts'

type Name = 'settings.change' | 'key.set' | 'key.forget' | 'key.test'

export interface KeyHandlersOptions {
  readonly address: ApiAddress
  readonly checks: Pick<AddressChecks, 'checkChange' | 'checkKey'>
  readonly engines: Pick<Engines, 'reset'>
  readonly key: SavedKey
  readonly settings: SavedSettings
  readonly clock: Clock
  /** Announces a change once it is made; `account`: the payer may have changed. */
  notifyAfter<T>(change: Promise<T>, account?: boolean): Promise<T>
}

/** What the page may know about the address. */
export const shownAddress = (address: ApiAddress): AddressState => ({
  origin: address.origin(),
  fixed: address.fixed,
})

/** The settings and the key. A key is accepted for the current address, sent to no other, and never returned. */
export function createKeyHandlers(options: KeyHandlersOptions): Pick<Handlers, Name> {
  const { address, checks, clock, engines, key, settings, notifyAfter } = options
  const state = (): KeyState => key.state(address.origin())

  async function change(change: Parameters<SavedSettings['change']>[0]) {
    await checks.checkChange(change)
    return settings.change(change)
  }

  async function set(given: string, remember: boolean, shown: string | undefined): Promise<KeyState> {
    const origin = await checks.checkKey()
    // It was entered while another address was current.
    if (shown !== undefined && shown !== origin)
      throw new AppError(
        'account.key',
        `The address of the API has changed to ${origin} meanwhile. Look at it, and enter the key again.`,
      )
    await key.set(given, { origin, remember })
    return state()
  }

  async function forget(): Promise<KeyState> {
    await key.forget()
    return state()
  }

  return {
    'settings.change': (wanted) =>
      notifyAfter(change(wanted), wanted.engine !== undefined || wanted.apiUrl !== undefined),
    'key.set': ({ key: given, remember, origin }) => notifyAfter(set(given, remember, origin), true),
    'key.forget': () => notifyAfter(forget(), true),
    async 'key.test'() {
      const api = address.url()
      const account = await testKey(api, key.get(api.origin), clock)
      engines.reset('runcomfy')
      return account
    },
  }
}
