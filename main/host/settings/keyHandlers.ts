import { AppError } from '#shared/errors.ts'
import type { KeyState } from '#shared/api/records.ts'
import type { Handlers } from '#shared/api/serve.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import type { Clock } from '#shared/services.ts'
import type { AddressChecks } from './addressChecks.ts'
import type { ConfiguredEngines } from '../engines/configuredEngines.ts'
import type { Engines } from '../engines/engines.ts'
import type { SavedSettings } from './settings.ts'
import { KEY_REFUSAL } from './key.ts'
import { testKey } from './testKey.ts'

type Name = 'settings.change' | 'key.set' | 'key.forget' | 'key.test'

export interface KeyHandlersOptions {
  readonly checks: Pick<AddressChecks, 'checkChange' | 'checkKey'>
  readonly configured: ConfiguredEngines
  readonly engines: Pick<Engines, 'reset'>
  readonly settings: SavedSettings
  readonly clock: Clock
  /** Announces a change once it is made; the payer at the engines `of` may have changed. */
  notifyAfter<T>(change: Promise<T>, of?: readonly EngineId[]): Promise<T>
}

/** The settings and the keys. A key is accepted for its engine's current address, sent to no other, and never returned. */
export function createKeyHandlers(options: KeyHandlersOptions): Pick<Handlers, Name> {
  const { checks, clock, configured, engines, settings, notifyAfter } = options
  const stateOf = (engine: EngineId): KeyState => {
    const { key, address } = configured.get(engine)
    return key.state(address.origin())
  }

  async function change(change: Parameters<SavedSettings['change']>[0]) {
    await checks.checkChange(change)
    return settings.change(change)
  }

  /** The engines whose account may be another after a change. */
  function payersOf({
    mode,
    engines: changed = {},
  }: Parameters<SavedSettings['change']>[0]): readonly EngineId[] {
    if (mode !== undefined) return configured.all.map(({ id }) => id)
    return Object.keys(changed).filter((engine) => changed[engine]?.apiUrl !== undefined)
  }

  /** The address that a key entered now is sent to. Rejects with `account.key` if the user saw another one. */
  async function originFor(engine: EngineId, shown: string | undefined): Promise<string> {
    const origin = await checks.checkKey(engine)
    // It was entered while another address was current.
    if (shown !== undefined && shown !== origin)
      throw new AppError(
        'account.key',
        `The address of ${configured.get(engine).title} has changed to ${origin} meanwhile. Look at it, and enter the key again.`,
      )
    return origin
  }

  async function set(
    engine: EngineId,
    given: string,
    remember: boolean,
    shown: string | undefined,
  ): Promise<KeyState> {
    const origin = await originFor(engine, shown)
    await configured.get(engine).key.set(given, { origin, remember })
    return stateOf(engine)
  }

  async function forget(engine: EngineId): Promise<KeyState> {
    await configured.get(engine).key.forget()
    return stateOf(engine)
  }

  return {
    'settings.change': (wanted) => notifyAfter(change(wanted), payersOf(wanted)),
    'key.set': ({ engine, key, remember, origin }) =>
      notifyAfter(set(engine, key, remember, origin), [engine]),
    'key.forget': ({ engine }) => notifyAfter(forget(engine), [engine]),
    async 'key.test'({ engine, key: entered, origin }) {
      const { definition, key, address } = configured.get(engine)
      const api = address.url()
      if (entered !== undefined) {
        await originFor(engine, origin)
        const text = entered.trim()
        if (!definition.key.accepts(text)) throw new AppError('account.key', KEY_REFUSAL)
        return testKey(definition, api, text, clock)
      }
      const account = await testKey(definition, api, key.get(api.origin), clock)
      engines.reset(engine, 'live')
      return account
    },
  }
}
