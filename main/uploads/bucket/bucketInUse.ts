import type { BucketSettings } from '#shared/api/records.ts'
import { bucketIn, originOfBucket } from './readBucket.ts'

/** The current bucket, with the origin that its keys must belong to. */
export interface BucketInUse {
  readonly settings: BucketSettings
  readonly origin: string
  /** Named by the environment: it may be anywhere. */
  readonly fromEnvironment: boolean
}

export interface BucketLocationInUse {
  get(): BucketInUse | null
}

/** A bucket in the environment takes precedence over the settings. */
export function createBucketInUse(
  env: Readonly<NodeJS.ProcessEnv>,
  settings: { get(): { readonly bucket: BucketSettings | null } },
): BucketLocationInUse {
  const named = bucketIn(env)
  return {
    get() {
      const bucket = named ?? settings.get().bucket
      const origin = bucket && originOfBucket(bucket)
      if (bucket === null || origin === null) return null
      return { settings: bucket, origin, fromEnvironment: named !== null }
    },
  }
}
