import { AppError } from '#shared/errors.ts'
import type { BucketLocationInUse } from '../../uploads/bucket/bucketInUse.ts'
import { isPrivateEndpoint, originOfBucket, readBucket } from '../../uploads/bucket/readBucket.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import { readApiUrl } from '../../network/apiUrl.ts'
import type { ConfiguredEngine, ConfiguredEngines } from '../engines/configuredEngines.ts'
import type { SettingsChange } from './settings.ts'

/** A new target address. */
export interface AddressQuestion {
  readonly what: 'api' | 'bucket'
  /** As in `https://s3.example.com`. */
  readonly origin: string
  /** Whether it is this machine or its network. */
  readonly isPrivate: boolean
}

/** Asks the user outside the page; resolves with whether they agree. */
export type Confirm = (question: AddressQuestion) => Promise<boolean>

export interface AddressCheckOptions {
  readonly configured: ConfiguredEngines
  readonly bucket: BucketLocationInUse
  /** Null if the user can only be asked through the page: changes that need a confirmation are then refused. */
  readonly confirm: Confirm | null
}

export interface AddressChecks {
  /** Rejects with `egress.refused`, `input.invalid`, or `cancelled` if the user declines. */
  checkChange(change: SettingsChange): Promise<void>
  /** Before a key for an engine's current address is accepted; resolves with its origin. Rejects likewise. */
  checkKey(engine: EngineId): Promise<string>
  /** Before keys for the current bucket are accepted; resolves with the origin of its service. Rejects likewise. */
  checkBucketKeys(): Promise<string>
}

/** Checks every change of an address that receives keys or pictures, and every key for one, from any source. */
export function createAddressChecks({ configured, bucket, confirm }: AddressCheckOptions): AddressChecks {
  /** The user's confirmations: they are asked about an address once, whether it or its key comes first. */
  const agreed = new Set<string>()

  async function ask(question: AddressQuestion): Promise<void> {
    const key = `${question.what} ${question.origin}`
    if (confirm === null || agreed.has(key)) return
    if (!(await confirm(question))) throw new AppError('cancelled', 'Nothing was changed.')
    agreed.add(key)
  }

  async function checkApi({ definition, address }: ConfiguredEngine, origin: string): Promise<void> {
    if (origin !== new URL(definition.address.standard).origin && !address.fixed)
      await ask({ what: 'api', origin, isPrivate: false })
  }

  async function checkBucket(endpoint: string): Promise<void> {
    const { origin } = new URL(endpoint)
    const isPrivate = isPrivateEndpoint(endpoint)
    if (confirm === null && isPrivate)
      throw new AppError(
        'egress.refused',
        `${origin} is on this machine or in its network, which a page may not set. Name such a bucket in the environment that starts Patchbay.`,
        { data: { field: 'bucket.endpoint' } },
      )
    await ask({ what: 'bucket', origin, isPrivate })
  }

  return {
    async checkChange({ engines = {}, bucket: wanted }) {
      for (const [id, { apiUrl }] of Object.entries(engines)) {
        if (apiUrl === undefined) continue
        const engine = configured.get(id)
        const { origin } = readApiUrl(apiUrl, undefined, engine.definition.address.standard)
        if (origin === engine.address.origin()) continue
        if (engine.address.fixed) throw isFixed()
        await checkApi(engine, origin)
      }
      if (!wanted) return
      readBucket(wanted)
      if (originOfBucket(wanted) !== bucket.get()?.origin) await checkBucket(wanted.endpoint)
    },
    async checkKey(id) {
      const engine = configured.get(id)
      const { origin } = engine.address.url()
      // Also if another program wrote it into the settings file.
      await checkApi(engine, origin)
      return origin
    },
    async checkBucketKeys() {
      const set = bucket.get()
      if (set === null)
        throw new AppError('input.invalid', 'Set the bucket first: keys belong to its address.')
      if (!set.fromEnvironment) await checkBucket(set.settings.endpoint)
      return set.origin
    },
  }
}

const isFixed = (): AppError =>
  new AppError(
    'input.invalid',
    'The address of the API was set where Patchbay was started, and cannot be changed here.',
  )
