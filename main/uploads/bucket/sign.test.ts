import { expect, test } from 'vitest'
import { signAddress, signCall } from './sign.ts'

// The examples of the service's own documentation: their signatures are known.
const signing = {
  keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  region: 'us-east-1',
  now: Date.UTC(2013, 4, 24),
}
const host = 'https://examplebucket.s3.amazonaws.com'

test.each([
  [
    {
      method: 'PUT',
      url: new URL(`${host}/test$file.text`),
      headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
      body: Buffer.from('Welcome to Amazon S3.'),
    },
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  ],
  [
    { method: 'GET', url: new URL(`${host}/?lifecycle`) },
    'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  ],
  [
    { method: 'GET', url: new URL(`${host}/?max-keys=2&prefix=J`) },
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ],
])('%o is signed as the service does it', async (call, signature) => {
  const { authorization } = await signCall(call, signing)
  expect(authorization?.split('Signature=')[1]).toBe(signature)
})

test('an address contains its lifetime and its signature', async () => {
  const address = new URL(await signAddress(new URL(`${host}/test.txt`), 86_400, signing))
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    'X-Amz-Expires': '86400',
    'X-Amz-Date': '20130524T000000Z',
    'X-Amz-Signature': 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  })
})
