import { AppError } from '#shared/errors.ts'
import type { BucketLocationInUse } from '../../uploads/bucket/bucketInUse.ts'
import { isPrivateEndpoint, originOfBucket, readBucket } from '../../uploads/bucket/readBucket.ts'
import { OFFICIAL, readApiUrl } from '../../network/apiUrl.ts'
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
  readonly bucket: BucketLocationInUse
  /** Null where nobody can be asked but through the page: what needs a confirmation is refused then. */
  readonly confirm: Confirm | null
}

export interface AddressChecks {
  /** Rejects with `egress.refused`, `input.invalid`, or `cancelled` where the user does not agree. */
  checkChange(change: SettingsChange): Promise<void>
  /** Before a key is taken for the address that is set; resolves with its origin. Rejects likewise. */
  checkKey(): Promise<string>
  /** Before keys are taken for the bucket that is set; resolves with the origin of its service. Rejects likewise. */
  checkBucketKeys(): Promise<string>
}

/** Looks at every change of an address that keys or pictures are sent to, and at every key for one, whoever asks for it. */
export function createAddressChecks({ address, bucket, confirm }: AddressCheckOptions): AddressChecks {
  /** What the user has agreed to: they are asked about an address once, whether it or its key comes first. */
  const agreed = new Set<string>()

  async function ask(question: AddressQuestion): Promise<void> {
    const key = `${question.what} ${question.origin}`
    if (confirm === null || agreed.has(key)) return
    if (!(await confirm(question))) throw new AppError('cancelled', 'Nothing was changed.')
    agreed.add(key)
  }

  async function checkApi(origin: string): Promise<void> {
    if (origin !== OFFICIAL && !address.fixed) await ask({ what: 'api', origin, isPrivate: false })
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
    await ask({ what: 'bucket', origin, isPrivate })
  }

  return {
    async checkChange({ apiUrl, bucket: wanted }) {
      if (apiUrl !== undefined) {
        const { origin } = readApiUrl(apiUrl)
        if (origin !== address.origin()) {
          if (address.fixed) throw isFixed()
          await checkApi(origin)
        }
      }
      if (!wanted) return
      readBucket(wanted)
      if (originOfBucket(wanted) !== bucket.get()?.origin) await checkBucket(wanted.endpoint)
    },
    async checkKey() {
      const { origin } = address.url()
      // Also where a settings file says so that somebody else has written.
      await checkApi(origin)
      return origin
    },
    async checkBucketKeys() {
      const set = bucket.get()
      if (set === null)
        throw new AppError('input.invalid', 'Set the bucket first: its keys are for its address alone.')
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
