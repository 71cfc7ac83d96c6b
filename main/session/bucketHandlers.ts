import { AppError } from '#shared/errors.ts'
import type { Handlers } from '#shared/ipc/serve.ts'
import type { Clock } from '#shared/services.ts'
import { readBucketKeys, writeBucketKeys } from '../services/bucket/bucketKeys.ts'
import { openBucket } from '../services/bucket/createCarriers.ts'
import type { KeptSecret } from '../services/secret.ts'
import type { KeptSettings } from './settings.ts'

type Name = 'bucket.setKeys' | 'bucket.forgetKeys' | 'bucket.state' | 'bucket.test'

/** What the editor asks about the person's own bucket. Its keys come in and never go out. */
export function createBucketHandlers({
  keys,
  settings,
  clock,
}: {
  readonly keys: KeptSecret
  readonly settings: Pick<KeptSettings, 'get'>
  readonly clock: Clock
}): Pick<Handlers, Name> {
  return {
    'bucket.setKeys': ({ remember, ...given }) => keys.set(writeBucketKeys(given), remember),
    'bucket.forgetKeys': () => keys.forget(),
    'bucket.state': () => keys.state(),
    async 'bucket.test'() {
      const { bucket } = settings.get()
      const opened = readBucketKeys(keys.get())
      if (bucket === null) throw new AppError('input.invalid', 'No bucket is set yet.')
      if (opened === null) throw new AppError('account.key', 'The bucket has no keys yet.')
      await openBucket(bucket, opened, clock).check()
      return {}
    },
  }
}
