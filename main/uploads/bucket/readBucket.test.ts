import { expect, test } from 'vitest'
import type { BucketSettings } from '#shared/api/records.ts'
import { bucketIn, readBucket } from './readBucket.ts'

const settings: BucketSettings = {
  endpoint: 'https://s3.example.com',
  region: 'eu-central-1',
  bucket: 'pictures',
  prefix: 'patchbay/',
  lifetime: 86_400,
  pathStyle: true,
}

test.each([
  [{}, 'https://s3.example.com/pictures/patchbay/a.png'],
  [{ pathStyle: false }, 'https://pictures.s3.example.com/patchbay/a.png'],
  [{ prefix: '' }, 'https://s3.example.com/pictures/a.png'],
  [{ endpoint: 'https://host.example/s3/' }, 'https://host.example/s3/pictures/patchbay/a.png'],
  [{ endpoint: 'http://127.0.0.1:9000' }, 'http://127.0.0.1:9000/pictures/patchbay/a.png'],
])('with %o an object is at %s', (change, address) => {
  const location = readBucket({ ...settings, ...change })
  expect(location.urlOf('a.png').href).toBe(address)
  expect(location.origin).toBe(new URL(address).origin)
})

test.each([
  [{ endpoint: 's3.example.com' }, 'endpoint'],
  [{ endpoint: 'http://s3.example.com' }, 'endpoint'],
  [{ endpoint: 'ftp://s3.example.com' }, 'endpoint'],
  [{ endpoint: 'https://me:secret@s3.example.com' }, 'endpoint'],
  [{ endpoint: 'https://s3.example.com/?a=b' }, 'endpoint'],
  [{ bucket: 'evil.example/' }, 'bucket'],
  [{ bucket: 'Pictures' }, 'bucket'],
  [{ region: '' }, 'region'],
  [{ region: 'eu central' }, 'region'],
  [{ prefix: '../other/' }, 'prefix'],
  [{ prefix: '/patchbay' }, 'prefix'],
  [{ prefix: 'a?b' }, 'prefix'],
])('%o is refused, and its field named', (change, field) => {
  expect(() => readBucket({ ...settings, ...change })).toThrow(`The bucket’s ${field} `)
})

test('the environment can name a bucket; without a service or a name there is none', () => {
  const env = { PATCHBAY_S3_ENDPOINT: 'https://s3.example.com', PATCHBAY_S3_BUCKET: 'pictures' }
  expect(bucketIn(env)).toEqual({ ...settings, region: 'us-east-1' })
  expect(bucketIn({ ...env, PATCHBAY_S3_PATH_STYLE: 'false', PATCHBAY_S3_REGION: 'auto' })).toMatchObject({
    region: 'auto',
    pathStyle: false,
  })
  expect(bucketIn({ PATCHBAY_S3_BUCKET: 'pictures' })).toBeNull()
  expect(bucketIn({})).toBeNull()
})
