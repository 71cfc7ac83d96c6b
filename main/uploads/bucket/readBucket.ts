import { isIP } from 'node:net'
import { withoutTail } from '#shared/withoutTail.ts'
import { AppError } from '#shared/errors.ts'
import type { BucketSettings } from '#shared/api/records.ts'
import { bareHost, isLoopbackHost, isPublicAddress } from '../../network/publicAddress.ts'

/** The location of a bucket's objects. */
export interface BucketLocation {
  readonly origin: string
  readonly region: string
  /** The address of an object. */
  urlOf(name: string): URL
}

/** S3's own rules for names: they become part of a host name or a path. */
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/

/**
 * The location of a bucket's objects, by the user's settings: https anywhere, plain http only on this machine. Throws
 * `input.invalid`, naming the field.
 */
export function readBucket({ endpoint, region, bucket, prefix, pathStyle }: BucketSettings): BucketLocation {
  if (!URL.canParse(endpoint))
    throw invalid('endpoint', 'is not an address: write it as https://s3.example.com')
  const url = new URL(endpoint)
  if (url.username !== '' || url.password !== '') throw invalid('endpoint', 'carries a user name or password')
  if (url.search !== '' || url.hash !== '') throw invalid('endpoint', 'carries a query or a fragment')
  if (url.protocol === 'http:' ? !isLoopbackHost(url) : url.protocol !== 'https:')
    throw invalid('endpoint', 'must be https, or http on this machine')
  if (!bucketName.test(bucket))
    throw invalid('bucket', 'is not a bucket name: 3 to 63 lowercase letters, digits, dots and hyphens')
  if (region.trim() === '' || /[^a-z0-9-]/.test(region))
    throw invalid('region', 'is not a region: write it as in us-east-1, or auto')
  if (prefix.startsWith('/') || prefix.includes('..') || /[^\w./-]/.test(prefix))
    throw invalid('prefix', 'may have letters, digits, - _ . and /, and does not begin with /')
  const base = new URL(url)
  const folder = withoutTail(url.pathname, '/')
  if (!pathStyle) base.host = `${bucket}.${url.host}`
  return {
    origin: base.origin,
    region,
    urlOf(name) {
      const at = new URL(base)
      at.pathname = `${folder}${pathStyle ? `/${bucket}` : ''}/${prefix}${name}`
      return at
    },
  }
}

/** The origin of a bucket's service, which its keys belong to; null if the endpoint is invalid. */
export const originOfBucket = ({ endpoint }: Pick<BucketSettings, 'endpoint'>): string | null =>
  URL.canParse(endpoint) ? new URL(endpoint).origin : null

/**
 * Whether an endpoint names this machine or an address outside of the public internet. A name may still resolve to one.
 */
export function isPrivateEndpoint(endpoint: string): boolean {
  const url = new URL(endpoint)
  const host = bareHost(url)
  return isLoopbackHost(url) || host.endsWith('.localhost') || (isIP(host) !== 0 && !isPublicAddress(host))
}

const invalid = (field: string, message: string): AppError =>
  new AppError('input.invalid', `The bucket’s ${field} ${message}.`, { data: { field: `bucket.${field}` } })

/**
 * A bucket that the environment names with `PATCHBAY_S3_ENDPOINT` and `PATCHBAY_S3_BUCKET`, or null. The rest has defaults:
 * region `us-east-1`, prefix `patchbay/`, one day, the bucket in the path.
 */
export function bucketIn(env: Readonly<NodeJS.ProcessEnv>): BucketSettings | null {
  const endpoint = env['PATCHBAY_S3_ENDPOINT'] ?? ''
  const bucket = env['PATCHBAY_S3_BUCKET'] ?? ''
  if (endpoint === '' || bucket === '') return null
  return {
    endpoint,
    bucket,
    region: env['PATCHBAY_S3_REGION'] ?? 'us-east-1',
    prefix: env['PATCHBAY_S3_PREFIX'] ?? 'patchbay/',
    lifetime: 86_400,
    pathStyle: env['PATCHBAY_S3_PATH_STYLE'] !== 'false',
  }
}
