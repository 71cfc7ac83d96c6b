import { createHash } from 'node:crypto'
import { AwsV4Signer } from 'aws4fetch'

/** What a bucket is opened with. */
export interface BucketKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface Signing {
  readonly keys: BucketKeys
  readonly region: string
  /** Wall-clock milliseconds since 1970. */
  readonly now: number
}

/** In the format of the signature: `20260309T140559Z`. */
const stamp = (now: number): string => new Date(now).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')

/** The headers of one signed call, by AWS Signature Version 4. */
export async function signCall(
  call: {
    readonly method: string
    readonly url: URL
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: Uint8Array
    /** Of a body that is not in memory. */
    readonly sha256?: string
  },
  { keys, region, now }: Signing,
): Promise<Readonly<Record<string, string>>> {
  const signer = new AwsV4Signer({
    ...keys,
    method: call.method,
    url: call.url.href,
    headers: {
      ...call.headers,
      'x-amz-content-sha256':
        call.sha256 ??
        createHash('sha256')
          .update(call.body ?? '')
          .digest('hex'),
    },
    service: 's3',
    region,
    datetime: stamp(now),
  })
  const { headers } = await signer.sign()
  return Object.fromEntries(headers)
}

/** An address from which anybody may fetch an object for `seconds`: at most seven days, which S3 allows. */
export async function signAddress(
  url: URL,
  seconds: number,
  { keys, region, now }: Signing,
): Promise<string> {
  const signed = new URL(url)
  signed.searchParams.set('X-Amz-Expires', String(seconds))
  const signer = new AwsV4Signer({
    ...keys,
    method: 'GET',
    url: signed.href,
    service: 's3',
    region,
    datetime: stamp(now),
    signQuery: true,
  })
  return (await signer.sign()).url.href
}
