import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BucketSettings } from '#shared/api/records.ts'
import { createClock } from '../../platform/clock.ts'
import { createBucketInUse } from '../../uploads/bucket/bucketInUse.ts'
import { openBucketKeys } from '../../uploads/bucket/bucketKeys.ts'
import { s3Keys, startS3 } from '../../uploads/bucket/s3Fixture.ts'
import type { AddressQuestion } from './addressChecks.ts'
import { createAddressChecks } from './addressChecks.ts'
import { openConfiguredEngines } from '../engines/configuredEngines.ts'
import { createBucketHandlers } from './bucketHandlers.ts'
import { openSettings } from './settings.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'

let server: Awaited<ReturnType<typeof startS3>>
beforeAll(async () => {
  server = await startS3()
})
afterAll(() => server.close())

interface OpenOptions {
  readonly folder?: string
  readonly env?: Readonly<NodeJS.ProcessEnv>
  /** The user's answer outside the page; null: nobody can be asked. */
  readonly agrees?: boolean | null
}

async function open({ folder = testFolder(), env = {}, agrees = true }: OpenOptions = {}) {
  const settings = await openSettings(join(folder, 'settings.json'))
  const keys = await openBucketKeys(join(folder, 'bucket-keys'), env)
  const inUse = createBucketInUse(env, settings)
  const questions: AddressQuestion[] = []
  const checks = createAddressChecks({
    configured: await openConfiguredEngines({ definitions: [], home: folder, env, settings }),
    bucket: inUse,
    confirm:
      agrees === null
        ? null
        : (question) => {
            questions.push(question)
            return Promise.resolve(agrees)
          },
  })
  const change = async (bucket: BucketSettings): Promise<void> => {
    await checks.checkChange({ bucket })
    await settings.change({ bucket })
  }
  const handlers = createBucketHandlers({ keys, bucket: inUse, checks, clock: createClock() })
  return { folder, settings, keys, handlers, change, asked: questions }
}
const bucket = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  bucket: 'pictures',
  prefix: 'patchbay/',
  lifetime: 3600,
  pathStyle: true,
})

const canaries = { accessKeyId: 'canary-id', secretAccessKey: 'canary/secret+=' }

test('a configured bucket is tested with its keys', async () => {
  const { handlers, change, asked: questions } = await open()
  await expect(handlers['bucket.test']({})).rejects.toMatchObject({ message: 'No bucket is set yet.' })
  await change(bucket(server.endpoint))
  await expect(handlers['bucket.test']({})).rejects.toMatchObject({ code: 'account.key' })
  expect(await handlers['bucket.setKeys']({ ...s3Keys, remember: false })).toEqual({ from: 'session' })
  expect(await handlers['bucket.test']({})).toEqual({})
  const question: AddressQuestion = { what: 'bucket', origin: server.endpoint, isPrivate: true }
  // Once, not for its keys again.
  expect(questions).toEqual([question])
})

test('remembered keys are in a file that nobody else can read, and not in the settings', async () => {
  const { folder, handlers, change } = await open()
  await change(bucket(server.endpoint))
  await handlers['bucket.setKeys']({ ...canaries, remember: true })
  expect(statSync(join(folder, 'bucket-keys')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(folder, 'settings.json'), 'utf8')).not.toContain('canary')
  expect(await (await open({ folder })).handlers['bucket.state']({})).toEqual({ from: 'file' })
})

test('an invalid bucket is not set', async () => {
  const { settings } = await open()
  await expect(settings.change({ bucket: bucket('http://s3.example.com') })).rejects.toMatchObject({
    code: 'input.invalid',
  })
  expect(settings.get().bucket).toBeNull()
})

describe('the keys of a bucket are only sent to the address that they were set for', () => {
  test('if that changes they must be entered again', async () => {
    const { folder, handlers, change } = await open()
    await change(bucket('https://s3.example.com'))
    await handlers['bucket.setKeys']({ ...canaries, remember: true })
    await change(bucket(server.endpoint))
    const nowhere = { from: null, elsewhere: 'https://s3.example.com' }
    expect(await handlers['bucket.state']({})).toEqual(nowhere)
    await expect(handlers['bucket.test']({})).rejects.toMatchObject({
      code: 'account.key',
      message: `There are no keys for ${new URL(server.endpoint).host}. Enter them.`,
    })
    expect(await (await open({ folder })).handlers['bucket.state']({})).toEqual(nowhere)
  })

  test('those of the environment only to the bucket that it names, not to one of the settings', async () => {
    const keys = { PATCHBAY_S3_KEY_ID: s3Keys.accessKeyId, PATCHBAY_S3_SECRET: s3Keys.secretAccessKey }
    const { handlers, change } = await open({ env: keys })
    await change(bucket('https://s3.example.com'))
    expect(await handlers['bucket.state']({})).toEqual({ from: null })
    const named = { ...keys, PATCHBAY_S3_ENDPOINT: server.endpoint, PATCHBAY_S3_BUCKET: 'pictures' }
    const other = await open({ env: named, agrees: null })
    await other.settings.change({ bucket: bucket('https://s3.example.com') })
    expect(await other.handlers['bucket.state']({})).toEqual({ from: 'environment' })
    expect(await other.handlers['bucket.test']({})).toEqual({})
  })

  test('only if that was shown while they were entered', async () => {
    const { handlers, change } = await open()
    await change(bucket('https://s3.example.com'))
    const given = { ...canaries, remember: true, endpoint: 'https://mine.example.com' }
    await expect(handlers['bucket.setKeys'](given)).rejects.toMatchObject({ code: 'account.key' })
    expect(await handlers['bucket.state']({})).toEqual({ from: null })
  })

  test('those that an earlier version has stored without an address to none', async () => {
    const folder = testFolder()
    writeFileSync(join(folder, 'bucket-keys'), 'canary-id:canary\n')
    const { handlers, change } = await open({ folder })
    await change(bucket(server.endpoint))
    expect(await handlers['bucket.state']({})).toEqual({ from: null })
  })
})

const near = ['https://127.0.0.1', 'https://localhost', 'https://a.localhost', 'https://169.254.169.254']
describe.each([...near, 'https://10.0.0.1', 'https://[::1]', 'https://[::ffff:127.0.0.1]', 'https://0x7f.1'])(
  'a bucket at %s, on this machine or in its network,',
  (endpoint) => {
    test('is refused if only the page can be asked', async () => {
      const { change, settings } = await open({ agrees: null })
      await expect(change(bucket(endpoint))).rejects.toMatchObject({ code: 'egress.refused' })
      expect(settings.get().bucket).toBeNull()
    })

    test('gets no keys either if a settings file names it', async () => {
      const { settings, handlers } = await open({ agrees: null })
      await settings.change({ bucket: bucket(endpoint) })
      const refused = handlers['bucket.setKeys']({ ...canaries, remember: false })
      await expect(refused).rejects.toMatchObject({ code: 'egress.refused' })
      expect(await handlers['bucket.state']({})).toEqual({ from: null })
    })

    test('is not set if the user declines', async () => {
      const { change, settings, asked: questions } = await open({ agrees: false })
      await expect(change(bucket(endpoint))).rejects.toMatchObject({ code: 'cancelled' })
      expect([settings.get().bucket, questions.map(({ isPrivate }) => isPrivate)]).toEqual([null, [true]])
    })
  },
)
