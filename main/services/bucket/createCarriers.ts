import type { Clock } from '#shared/services.ts'
import type { Carriers } from '#main/jobs/encodeInput.ts'
import { createBucketDoor } from '../egress/bucketDoor.ts'
import { defaultLimits } from '../egress/limits.ts'
import { systemResolve } from '../egress/resolveHost.ts'
import type { shrink } from '../shrink.ts'
import type { Bucket } from './createBucket.ts'
import { createBucket } from './createBucket.ts'
import type { BucketInUse, BucketPlaceInUse } from './bucketInUse.ts'
import { isPrivateEndpoint, readBucket } from './readBucket.ts'
import type { BucketKeys } from './sign.ts'

/** What a person allowed for pictures that are too large for a request. */
export interface CarrySettings {
  readonly smallerCopies: boolean
}

export interface CarriersOptions {
  /** As they are now. */
  settings(): CarrySettings
  readonly bucket: BucketPlaceInUse
  /** The keys that were set for the bucket of that origin. */
  keys(origin: string): BucketKeys | null
  readonly clock: Pick<Clock, 'now'>
  /** As `shrink`, on another thread. */
  readonly shrink: typeof shrink
}

/** The bucket in use, opened. Throws `input.invalid`, naming the field. */
export function openBucket(
  { settings, fromEnvironment }: BucketInUse,
  keys: BucketKeys,
  clock: Pick<Clock, 'now'>,
): Bucket {
  const place = readBucket(settings)
  // Keys are taken for a private address only where the user has confirmed it.
  const allowPrivate = fromEnvironment || isPrivateEndpoint(settings.endpoint)
  const door = createBucketDoor({
    origin: place.origin,
    allowPrivate,
    limits: defaultLimits,
    resolve: systemResolve,
  })
  return createBucket({ settings, place, keys, door, clock })
}

/** The ways that the person opened, for each submit as the settings are then. */
export const createCarriers =
  ({ settings, bucket, keys, clock, shrink }: CarriersOptions) =>
  (): Promise<Carriers> => {
    const { smallerCopies } = settings()
    const set = bucket.get()
    const opened = set && keys(set.origin)
    const shared = set && opened && openBucket(set, opened, clock)
    return Promise.resolve({
      ...(smallerCopies && {
        shrink: async ({ media, read }, most) => shrink(media, await read(), most),
      }),
      ...(shared && { share: ({ media, read }, signal) => shared.share(media, read, signal) }),
    })
  }
