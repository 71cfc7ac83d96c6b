import type { BucketSettings } from '#shared/ipc/records.ts'
import type { Assets, Clock } from '#shared/services.ts'
import type { Carriers } from '#main/jobs/encodeInput.ts'
import { createBucketDoor } from '../egress/bucketDoor.ts'
import { defaultLimits } from '../egress/limits.ts'
import { systemResolve } from '../egress/resolveHost.ts'
import { shrink } from '../shrink.ts'
import type { Bucket } from './createBucket.ts'
import { createBucket } from './createBucket.ts'
import { readBucket } from './readBucket.ts'
import type { BucketKeys } from './sign.ts'

/** What a person allowed for pictures that are too large for a request. */
export interface CarrySettings {
  readonly bucket: BucketSettings | null
  readonly smallerCopies: boolean
}

export interface CarriersOptions {
  /** As they are now. */
  settings(): CarrySettings
  keys(): BucketKeys | null
  readonly clock: Pick<Clock, 'now'>
}

/** A bucket by its settings. Throws `input.invalid`, naming the field. */
export function openBucket(settings: BucketSettings, keys: BucketKeys, clock: Pick<Clock, 'now'>): Bucket {
  const place = readBucket(settings)
  const door = createBucketDoor({ origin: place.origin, limits: defaultLimits, resolve: systemResolve })
  return createBucket({ settings, place, keys, door, clock })
}

/** The ways that the person opened, for each submit as the settings are then. */
export const createCarriers =
  ({ settings, keys, clock }: CarriersOptions) =>
  (assets: Pick<Assets, 'read'>): Promise<Carriers> => {
    const { bucket, smallerCopies } = settings()
    const opened = keys()
    const shared = bucket === null || opened === null ? null : openBucket(bucket, opened, clock)
    return Promise.resolve({
      ...(smallerCopies && {
        shrink: async (media, most) => shrink(media, await assets.read(media), most),
      }),
      ...(shared && { share: (media, signal) => shared.share(media, () => assets.read(media), signal) }),
    })
  }
