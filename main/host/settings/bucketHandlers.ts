import { AppError } from '#shared/errors.ts'
import type { KeyState } from '#shared/api/records.ts'
import type { Handlers } from '#shared/api/serve.ts'
import type { Clock } from '#shared/services.ts'
import type { BucketLocationInUse } from '../../uploads/bucket/bucketInUse.ts'
import { readBucketKeys, writeBucketKeys } from '../../uploads/bucket/bucketKeys.ts'
import { openBucket } from '../../uploads/bucket/createUploads.ts'
import { originOfBucket } from '../../uploads/bucket/readBucket.ts'
import type { SavedSecret } from '../../platform/secret.ts'
import type { AddressChecks } from './addressChecks.ts'

type Name = 'bucket.setKeys' | 'bucket.forgetKeys' | 'bucket.state' | 'bucket.test'

/** The requests about the user's own bucket. Its keys can be set but never read. */
export function createBucketHandlers({
  keys,
  bucket,
  checks,
  clock,
}: {
  readonly keys: SavedSecret
  readonly bucket: BucketLocationInUse
  readonly checks: Pick<AddressChecks, 'checkBucketKeys'>
  readonly clock: Clock
}): Pick<Handlers, Name> {
  const state = (): KeyState => keys.state(bucket.get()?.origin ?? null)
  return {
    async 'bucket.setKeys'({ remember, endpoint, ...given }) {
      const origin = await checks.checkBucketKeys()
      if (endpoint !== undefined && originOfBucket({ endpoint }) !== origin)
        throw new AppError(
          'account.key',
          `The address of the bucket has changed to ${origin} meanwhile. Look at it, and enter the keys again.`,
        )
      await keys.set(writeBucketKeys(given), { origin, remember })
      return state()
    },
    async 'bucket.forgetKeys'() {
      await keys.forget()
      return state()
    },
    'bucket.state': state,
    async 'bucket.test'() {
      const set = bucket.get()
      if (set === null) throw new AppError('input.invalid', 'No bucket is set yet.')
      const opened = readBucketKeys(keys.get(set.origin))
      if (opened === null)
        throw new AppError('account.key', `There are no keys for ${new URL(set.origin).host}. Enter them.`)
      await openBucket(set, opened, clock).check()
      return {}
    },
  }
}
