import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClock } from '../services/clock.ts'
import { openBucketKeys } from '../services/bucket/bucketKeys.ts'
import { s3Keys, startS3 } from '../services/bucket/s3Fixture.ts'
import { createBucketHandlers } from './bucketHandlers.ts'
import { openSettings } from './settings.ts'
import { testFolder } from './testing/testFolder.ts'

let server: Awaited<ReturnType<typeof startS3>>
beforeAll(async () => {
  server = await startS3()
})
afterAll(() => server.close())

async function open(folder = testFolder()) {
  const settings = await openSettings(join(folder, 'settings.json'))
  const keys = await openBucketKeys(join(folder, 'bucket-keys'), {})
  return { folder, settings, keys, handlers: createBucketHandlers({ keys, settings, clock: createClock() }) }
}
const bucket = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  bucket: 'pictures',
  prefix: 'patchbay/',
  lifetime: 3600,
  pathStyle: true,
})

test('a bucket that is set, with its keys, is tested in truth', async () => {
  const { handlers, settings } = await open()
  await expect(handlers['bucket.test']({})).rejects.toMatchObject({ message: 'No bucket is set yet.' })
  await settings.change({ bucket: bucket(server.endpoint) })
  await expect(handlers['bucket.test']({})).rejects.toMatchObject({ code: 'account.key' })
  expect(await handlers['bucket.setKeys']({ ...s3Keys, remember: false })).toEqual({ from: 'session' })
  expect(await handlers['bucket.test']({})).toEqual({})
})

test('keys to remember are in a file that nobody else can read, and in no settings', async () => {
  const { folder, handlers, settings } = await open()
  const keys = { accessKeyId: 'canary-id', secretAccessKey: 'canary/secret+=' }
  await handlers['bucket.setKeys']({ ...keys, remember: true })
  await settings.change({ bucket: bucket(server.endpoint) })
  expect(statSync(join(folder, 'bucket-keys')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(folder, 'settings.json'), 'utf8')).not.toContain('canary')
  expect(await (await open(folder)).handlers['bucket.state']({})).toEqual({ from: 'file' })
})

test('a bucket that can be none is not set', async () => {
  const { settings } = await open()
  await expect(settings.change({ bucket: bucket('http://s3.example.com') })).rejects.toMatchObject({
    code: 'input.invalid',
  })
  expect(settings.get().bucket).toBeNull()
})
