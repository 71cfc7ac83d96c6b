import { AppError } from '#shared/errors.ts'
import type { BucketSettings } from '#shared/ipc/records.ts'
import type { BucketPlaceInUse } from '../services/bucket/bucketInUse.ts'
import { isPrivateEndpoint } from '../services/bucket/readBucket.ts'
import { OFFICIAL, readApiUrl } from '../services/egress/apiUrl.ts'
import type { ApiAddress } from './apiAddress.ts'
import type { SettingsChange } from './settings.ts'

/** Where something is to be sent from now on. */
export interface AddressQuestion {
  readonly what: 'api' | 'bucket'
  /** As in `https://s3.example.com`. */
  readonly origin: string
  /** Whether it is this machine or one of its network. */
  readonly isPrivate: boolean
}

/** Asks the user outside the page; resolves with whether they agree. */
export type Confirm = (question: AddressQuestion) => Promise<boolean>

export interface AddressCheckOptions {
  readonly address: ApiAddress
  readonly bucket: BucketPlaceInUse
  /** Null where nobody can be asked but through the page: what needs a confirmation is refused then. */
  readonly confirm: Confirm | null
}

export interface AddressChecks {
  /** Rejects with `egress.refused`, `input.invalid`, or `cancelled` where the user does not agree. */
  checkChange(change: SettingsChange): Promise<void>
  /** Before keys are taken for the bucket that is set. Rejects likewise. */
  checkBucketKeys(): Promise<string>
}

/** Looks at every change of an address that keys or pictures are sent to, whoever asks for it. */
export function createAddressChecks({ address, bucket, confirm }: AddressCheckOptions): AddressChecks {
  async function checkApi(text: string): Promise<void> {
    const { origin } = readApiUrl(text)
    if (origin === address.origin()) return
    if (address.fixed)
      throw new AppError(
        'input.invalid',
        'The address of the API was set where Patchbay was started, and cannot be changed here.',
      )
    if (origin === OFFICIAL || confirm === null) return
    // A key does not go along: it is asked for. What is sent to a model does.
    if (!(await confirm({ what: 'api', origin, isPrivate: false }))) throw notAgreed()
  }

  async function checkBucket(endpoint: string): Promise<void> {
    const { origin } = new URL(endpoint)
    const isPrivate = isPrivateEndpoint(endpoint)
    if (confirm === null && isPrivate)
      throw new AppError(
        'egress.refused',
        `${origin} is on this machine or in its own network, where a page must not point. Name such a bucket in the environment that Patchbay is started with.`,
        { data: { field: 'bucket.endpoint' } },
      )
    if (confirm !== null && !(await confirm({ what: 'bucket', origin, isPrivate }))) throw notAgreed()
  }

  return {
    async checkChange({ apiUrl, bucket: wanted }) {
      if (apiUrl !== undefined) await checkApi(apiUrl)
      if (wanted) await checkWanted(wanted)
    },
    async checkBucketKeys() {
      const set = bucket.get()
      if (set === null)
        throw new AppError('input.invalid', 'Set the bucket first: its keys are for its address alone.')
      // Also where a settings file says so that somebody else has written.
      if (!set.fromEnvironment && isPrivateEndpoint(set.settings.endpoint))
        await checkBucket(set.settings.endpoint)
      return set.origin
    },
  }

  async function checkWanted(wanted: BucketSettings): Promise<void> {
    const set = bucket.get()
    if (set !== null && new URL(wanted.endpoint).origin === set.origin) return
    await checkBucket(wanted.endpoint)
  }
}

const notAgreed = (): AppError => new AppError('cancelled', 'Nothing was changed.')
