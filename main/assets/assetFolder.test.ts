import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAssetFolder } from './assetFolder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-assets-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const bytes = Uint8Array.from([1, 2, 3])
const sha256 = createHash('sha256').update(bytes).digest('hex')
const pathOf = (): string => join(folder, sha256.slice(0, 2), `${sha256}.png`)

test('a file is stored under its digest, and read back unchanged', async () => {
  const assets = createAssetFolder(folder)
  expect(assets.has(sha256, 'png')).toBe(false)
  expect(await assets.save(bytes, 'png')).toBe(sha256)
  expect(assets.has(sha256, 'png')).toBe(true)
  expect(new Uint8Array(readFileSync(pathOf()))).toEqual(bytes)
  expect(await assets.read(sha256, 'png')).toEqual(bytes)
})

test('the same bytes twice are one file, written once', async () => {
  const assets = createAssetFolder(folder)
  await assets.save(bytes, 'png')
  const before = statSync(pathOf()).ino
  await assets.save(bytes, 'png')
  expect(statSync(pathOf()).ino).toBe(before)
  expect(readdirSync(join(folder, sha256.slice(0, 2)))).toEqual([`${sha256}.png`])
})

test('a file that is stored again counts as new, so that no clean-up takes it', async () => {
  const assets = createAssetFolder(folder)
  await assets.save(bytes, 'png')
  // Without what a clock of milliseconds does not know.
  const before = Math.floor(statSync(pathOf()).mtimeMs)
  utimesSync(pathOf(), 1000, 1000)
  await assets.save(bytes, 'png')
  expect(statSync(pathOf()).mtimeMs).toBeGreaterThanOrEqual(before)
})

test('a damaged file is not returned, and is repaired by the next one with its bytes', async () => {
  const assets = createAssetFolder(folder)
  await assets.save(bytes, 'png')
  writeFileSync(pathOf(), Uint8Array.from([1, 2, 4]))
  await expect(assets.read(sha256, 'png')).rejects.toMatchObject({
    code: 'file.unreadable',
    message: `The asset ${pathOf()} is damaged: its bytes have changed.`,
  })
  await assets.save(bytes, 'png')
  expect(await assets.read(sha256, 'png')).toEqual(bytes)
})

test('a missing file is named', async () => {
  await expect(createAssetFolder(folder).read(sha256, 'png')).rejects.toMatchObject({
    code: 'file.unreadable',
    message: `The asset ${pathOf()} is gone.`,
  })
})

test('a folder that cannot be written is named', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  await expect(createAssetFolder(file).save(bytes, 'png')).rejects.toMatchObject({
    code: 'file.unwritable',
    message: `${join(file, sha256.slice(0, 2), `${sha256}.png`)} cannot be written: a part of its path is not a folder.`,
  })
})
