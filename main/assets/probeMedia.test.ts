import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { silentLog } from '#shared/services.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { createAssets } from './assets.ts'
import { probeMedia } from './probeMedia.ts'
import { film, sound } from './testing/film.ts'
import { createProbe } from './workers/createProbe.ts'

function fileOf(bytes: Uint8Array): string {
  const path = join(testFolder(), 'file')
  writeFileSync(path, bytes)
  return path
}

test.each([
  ['an MP4 film', 'video', await film(), { width: 64, height: 48, duration: 2, fps: 25 }],
  [
    'a WebM film',
    'video',
    await film({ format: 'webm', width: 32, fps: 30, frames: 90 }),
    { width: 32, height: 48, duration: 3, fps: 30 },
  ],
  ['a sound', 'audio', sound({ seconds: 3 }), { duration: 3 }],
  // A picture has its codec, and a file nothing.
  ['a file', 'file', await film(), {}],
] as const)('%s has its measures', async (_, kind, bytes, measures) => {
  expect(await probeMedia(fileOf(bytes), kind)).toEqual(measures)
})

test('nothing is known of a film that is cut off, and what is no film at all is refused', async () => {
  expect(await probeMedia(fileOf((await film()).subarray(0, 200)), 'video')).toEqual({})
  await expect(probeMedia(fileOf(Buffer.from('no film at all')), 'video')).rejects.toThrow(/./)
})

test('a stored film has its measures, and one from before has them when it is opened', async () => {
  const home = testFolder()
  const nowhere = { home, workflowFolder: home, download: () => Promise.reject(new Error('no')) }
  const bytes = await film()
  const origin = { from: 'file', name: 'cat.mp4' } as const
  const before = await createAssets(nowhere).put(bytes, 'video', origin)
  expect(before).not.toHaveProperty('duration')
  const assets = createAssets({ ...nowhere, probe: probeMedia })
  const measures = { width: 64, height: 48, duration: 2, fps: 25 }
  expect(await assets.resolve({ asset: before.sha256 }, 'video')).toEqual({ ...before, ...measures })
  expect(await assets.put(bytes, 'video', origin)).toEqual({ ...before, ...measures })
})

test('a file about which nothing can be found out is used nevertheless', async () => {
  const run = (): Promise<never> => Promise.reject(new Error('it says too little'))
  expect(await createProbe({ run }, silentLog)('/nowhere', 'audio')).toEqual({})
})
