import type { Clock } from '#shared/services.ts'
import type { Uploads } from '#main/jobs/sendMedia.ts'
import { createBucketClient } from '../../network/bucketClient.ts'
import { defaultLimits } from '../../network/limits.ts'
import { systemResolve } from '../../network/resolveHost.ts'
import type { shrink } from '../../assets/shrink.ts'
import type { Bucket } from './createBucket.ts'
import { createBucket } from './createBucket.ts'
import type { BucketInUse, BucketLocationInUse } from './bucketInUse.ts'
import { isPrivateEndpoint, readBucket } from './readBucket.ts'
import type { BucketKeys } from './sign.ts'

/** What the user allowed for pictures that are too large for a request. */
export interface UploadSettings {
  readonly smallerCopies: boolean
}

export interface UploadsOptions {
  /** The current settings. */
  settings(): UploadSettings
  readonly bucket: BucketLocationInUse
  /** The keys that were set for the bucket of that origin. */
  keys(origin: string): BucketKeys | null
  readonly clock: Pick<Clock, 'now' | 'sleep'>
  /** As `shrink`, on another thread. */
  readonly shrink: typeof shrink
}

/** The bucket in use, opened. Throws `input.invalid`, naming the field. */
export function openBucket(
  { settings, fromEnvironment }: BucketInUse,
  keys: BucketKeys,
  clock: Pick<Clock, 'now' | 'sleep'>,
): Bucket {
  const location = readBucket(settings)
  // Keys for a private address are accepted only after the user has confirmed it.
  const allowPrivate = fromEnvironment || isPrivateEndpoint(settings.endpoint)
  const client = createBucketClient({
    origin: location.origin,
    allowPrivate,
    limits: defaultLimits,
    resolve: systemResolve,
  })
  return createBucket({ settings, location, keys, client, clock })
}

/** The enabled ways, by the settings at the time of each submit. */
export const createUploads =
  ({ settings, bucket, keys, clock, shrink }: UploadsOptions) =>
  (): Promise<Uploads> => {
    const { smallerCopies } = settings()
    const set = bucket.get()
    const opened = set && keys(set.origin)
    const shared = set && opened && openBucket(set, opened, clock)
    return Promise.resolve({
      ...(smallerCopies && {
        shrink: async ({ media, read }, limits) => shrink(media, await read(), limits),
      }),
      ...(shared && { share: (file, signal) => shared.share(file, signal) }),
    })
  }
