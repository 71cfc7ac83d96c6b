import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Media, MediaKind } from '#shared/ports/value.ts'
import type { SaveNames } from '#shared/services.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { createAssets } from './assets.ts'
import type { SavedFile } from './files.ts'
import { createFiles } from './files.ts'
import { film } from './testing/film.ts'

const names: SaveNames = { folder: 'shots', name: 'harbour', pattern: 'shots/harbour' }

function openFiles() {
  const home = testFolder()
  const assets = createAssets({ home, workflowFolder: home, download: () => Promise.reject(new Error('no')) })
  const known = new Map<string, SavedFile>()
  const out = join(home, 'out')
  const files = createFiles({
    out,
    assets,
    textsFor: () => [],
    saved: { find: (key) => known.get(key), save: (key, file) => void known.set(key, file) },
  })
  const put = async (bytes: Uint8Array, kind: MediaKind, name?: string): Promise<Media> =>
    assets.put(bytes, kind, { from: 'file', name: 'a' }, name === undefined ? {} : { name })
  return { assets, out, files, put }
}

test('a video is saved byte by byte, with the ending of its format, and once', async () => {
  const { files, put, out } = openFiles()
  const bytes = await film({ format: 'webm' })
  const video = await put(bytes, 'video')
  const path = await files.copy(video, names)
  expect(path).toBe(join(out, 'shots', 'harbour.webm'))
  expect(readFileSync(path).equals(bytes)).toBe(true)
  expect(await files.copy(video, names)).toBe(path)
  expect(readdirSync(join(out, 'shots'))).toEqual(['harbour.webm'])
})

test('a file that was changed or removed is saved again, beside what is there', async () => {
  const { files, put } = openFiles()
  const video = await put(await film(), 'video')
  const path = await files.copy(video, names)
  writeFileSync(path, 'mine')
  const second = await files.copy(video, names)
  expect(second).toBe(path.replace('harbour', 'harbour (2)'))
  expect(readFileSync(path, 'utf8')).toBe('mine')
  rmSync(second)
  expect(await files.copy(video, names)).toBe(second)
})

test('a file that calls itself a program is saved as bytes', async () => {
  const { files, put, out } = openFiles()
  const file = await put(Uint8Array.of(77, 90), 'file', 'setup.exe')
  expect(await files.copy(file, names)).toBe(join(out, 'shots', 'harbour.bin'))
})

test('nothing is saved under an unsafe name, through a link, or of an asset that is gone', async () => {
  const { files, put, out, assets } = openFiles()
  const video = await put(await film(), 'video')
  await expect(files.copy(video, { ...names, name: '../harbour' })).rejects.toMatchObject({
    code: 'file.refused',
  })
  await files.copy(video, { folder: '', name: 'other', pattern: '/other' })
  symlinkSync(testFolder(), join(out, 'link'))
  await expect(files.copy(video, { ...names, folder: 'link' })).rejects.toMatchObject({
    code: 'file.refused',
  })
  rmSync(assets.pathOf(video))
  await expect(files.copy(video, names)).rejects.toMatchObject({ code: 'file.unreadable' })
  expect(readdirSync(join(out, 'shots'))).toEqual([])
})
