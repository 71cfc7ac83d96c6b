import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { s3Keys, startS3 } from '#main/uploads/bucket/s3Fixture.ts'
import { makeFolder, runCli } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'
import { turbo, workflow } from './workflows.ts'

// A picture of more than 6 MiB is no part of a request: it is sent only in a way that the user enabled.

let server: Awaited<ReturnType<typeof startS3>>
let picture: Buffer
beforeAll(async () => {
  server = await startS3()
  picture = await makeNoise()
})
afterAll(() => server.close())

const bucket = () => ({
  PATCHBAY_S3_ENDPOINT: server.endpoint,
  PATCHBAY_S3_BUCKET: 'pictures',
  PATCHBAY_S3_KEY_ID: s3Keys.accessKeyId,
  PATCHBAY_S3_SECRET: s3Keys.secretAccessKey,
})

const restyle = workflow(
  [
    { id: 'load', type: 'local/load-image', values: { image: { file: 'large.png' } } },
    { id: 'make', type: turbo('/image-to-image'), values: { prompt: 'at night', seed: 1, strength: 0.5 } },
  ],
  ['load.image > make.image_url'],
)

/** A picture of 7 MiB, which is noise and so no smaller. */
function makeNoise(): Promise<Buffer> {
  const [width, height] = [1600, 1500]
  let seed = 7
  const data = Uint8Array.from({ length: width * height * 3 }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return seed >>> 24
  })
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer()
}

/** A folder with that workflow and that picture. */
const prepare = (): Promise<string> =>
  makeFolder({ 'large.png': picture, 'restyle.json': JSON.stringify(restyle) })

test('without an enabled way, the run says which there are', async () => {
  const { code, stderr } = await runCli(['run', 'restyle.json'], { cwd: await prepare() })
  expect(code).toBe(65)
  expect(stderr).toMatch(
    /Image cannot be sent to RunComfy: it has 6\.\d MiB, and RunComfy takes pictures of at most 6 MiB in a request/,
  )
  expect(stderr).toMatch(/allow smaller copies or set a bucket of your own/)
})

test('through the user’s own bucket the engine gets the address of the whole picture', async () => {
  const cwd = await prepare()
  const { stderr } = await runCliInProcess(['run', join(cwd, 'restyle.json')], { cwd, env: bucket() })
  // The practice engine only reads its own files, and reports which one it was asked to read.
  const [path] = /\/pictures\/patchbay\/[0-9a-f]{64}\.png/.exec(stderr) ?? []
  expect(path).toBeDefined()
  const shared = await fetch(`${server.endpoint}${path}`)
  expect(Buffer.from(await shared.arrayBuffer())).toEqual(await readFile(join(cwd, 'large.png')))
})

test('a bucket that refuses is reported before anything is paid', async () => {
  const env = { ...bucket(), PATCHBAY_S3_BUCKET: 'nobodys' }
  const cwd = await prepare()
  const { code, stderr } = await runCliInProcess(['run', join(cwd, 'restyle.json')], { cwd, env })
  expect(code).toBe(65)
  expect(stderr).toContain('Could not upload to your bucket: it answered 404 (NoSuchBucket).')
})
