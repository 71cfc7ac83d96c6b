import type { SavedSecret, OpenSecret } from '../../platform/secret.ts'
import { openSecret } from '../../platform/secret.ts'
import { bucketIn, originOfBucket } from './readBucket.ts'
import type { BucketKeys } from './sign.ts'

/** The stored form: the id, a colon, which neither contains, and the secret. */
const written = /^([\x21-\x39\x3B-\x7E]{1,200}):([\x21-\x39\x3B-\x7E]{1,500})$/

/** A bucket's keys as one text, and back. Null for invalid ones. */
export const writeBucketKeys = ({ accessKeyId, secretAccessKey }: BucketKeys): string =>
  `${accessKeyId.trim()}:${secretAccessKey.trim()}`

export function readBucketKeys(text: string | null): BucketKeys | null {
  const [, accessKeyId, secretAccessKey] = written.exec(text ?? '') ?? []
  return accessKeyId === undefined || secretAccessKey === undefined ? null : { accessKeyId, secretAccessKey }
}

/**
 * The keys of the user's bucket, only for the origin of its service: set here, or from `PATCHBAY_S3_KEY_ID` and
 * `PATCHBAY_S3_SECRET` (for the bucket that the environment names), or from a file that only the user can read.
 */
export function openBucketKeys(
  path: string,
  env: Readonly<NodeJS.ProcessEnv>,
  open: OpenSecret = openSecret,
): Promise<SavedSecret> {
  const accessKeyId = env['PATCHBAY_S3_KEY_ID'] ?? ''
  const secretAccessKey = env['PATCHBAY_S3_SECRET'] ?? ''
  const given = writeBucketKeys({ accessKeyId, secretAccessKey })
  const named = bucketIn(env)
  const origin = named && originOfBucket(named)
  return open({
    path,
    given: origin !== null && written.test(given) ? { origin, secret: given } : null,
    // Earlier versions did not store which bucket they belong to.
    unnamedOrigin: null,
    accepts: (text) => written.test(text),
    refusal: 'These have characters that no keys of a bucket have. Copy both again, without spaces.',
  })
}
