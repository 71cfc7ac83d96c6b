import { hash } from 'node:crypto'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { silentLog } from '#shared/services.ts'
import type { AssetFolder } from '../../assets/assetFolder.ts'
import { createAssetFolder } from '../../assets/assetFolder.ts'
import type { JobPhase } from '../../jobs/job.ts'
import { jobOf, phases } from '../../jobs/leftFixture.ts'
import { createJobRows } from '../jobRows.ts'
import { testLibrary } from '../libraryFixture.ts'
import { createBodyShortener } from './shortenBodies.ts'

const library = testLibrary()
const rows = () => createJobRows(library.database, () => 1)
const folder = (): AssetFolder => createAssetFolder(join(library.home, 'assets'))

/** A file that begins as a PNG does, of so many bytes. */
const pngOf = (bytes: number, seed: number): Buffer => {
  const file = Buffer.from(Array.from({ length: bytes }, (_, at) => (at * seed) % 251))
  file.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return file
}
const uri = (bytes: Buffer, mime = 'image/png'): string => `data:${mime};base64,${bytes.toString('base64')}`
const [image, mask] = [pngOf(20_000, 7), pngOf(9_000, 11)]
const input = { prompt: 'a "lamp", ;base64, lit', image: uri(image), more: [{ mask: uri(mask) }], seed: 3 }
const body = Buffer.from(JSON.stringify(input))
const sha256Of = (bytes: Uint8Array): string => hash('sha256', bytes)
const pathOf = (bytes: Uint8Array): string =>
  join(library.home, 'assets', sha256Of(bytes).slice(0, 2), `${sha256Of(bytes)}.png`)

async function add(id: string, phase: JobPhase = phases.downloaded, bytes: Uint8Array = body): Promise<void> {
  await rows().add(jobOf(phase, { id, key: id, bodySha256: sha256Of(bytes), bodyBytes: bytes.length }), bytes)
}

/** Has a process shorten what has ended in it. */
async function shorten(assets: Pick<AssetFolder, 'has' | 'read' | 'save'> = folder()): Promise<void> {
  const shortener = createBodyShortener({ database: library.database, assets, log: silentLog })
  for (const job of rows().list()) shortener.ended(job)
  await shortener.close()
}

const stored = (id: string): number =>
  Number(library.database.read('SELECT length(body) AS bytes FROM jobs WHERE id = ?', id)[0]?.['bytes'])

test('a job that is over shares its pictures with the asset store, and sends the same bytes again', async () => {
  await folder().save(image, 'png')
  await add('j1')
  await add('j2')
  await shorten()
  expect([stored('j1'), stored('j2')].every((bytes) => bytes < 300)).toBe(true)
  // A mask that was sent in another form than that of its asset is in the store once.
  expect([image, mask].map((bytes) => existsSync(pathOf(bytes)))).toEqual([true, true])
  expect(Buffer.from(rows().body('j1') ?? [])).toEqual(body)
})

test.each([phases.created, phases.submitting, phases.in_progress, phases.completed, phases.unknown] as const)(
  'a job that is $state keeps its whole body',
  async (phase) => {
    await add('j1', phase)
    await shorten()
    expect(stored('j1')).toBe(body.length)
  },
)

test('one whose request the user withdraws is sent with exactly its bytes, and never with others', async () => {
  await add('j1')
  await shorten()
  await rows().save(
    jobOf(phases.unknown, { id: 'j1', key: 'j1', bodySha256: sha256Of(body), bodyBytes: body.length }),
  )
  expect(Buffer.from(rows().body('j1') ?? [])).toEqual(body)
  await rows().save(
    jobOf(phases.created, { id: 'j1', key: 'j1', bodySha256: sha256Of(body), bodyBytes: body.length }),
  )
  expect(Buffer.from(rows().body('j1') ?? [])).toEqual(body)
  writeFileSync(pathOf(mask), pngOf(9_000, 13))
  expect(() => rows().body('j1')).toThrow('what the job j1 sends is not as it was written')
  rmSync(pathOf(mask))
  expect(() => rows().body('j1')).toThrow('what the job j1 sends is not as it was written')
})

test('a body whose bytes have changed, and one that cannot be written down, stay as they are', async () => {
  await add('j1')
  library.database.write("UPDATE jobs SET body_sha256 = 'other'")
  await shorten()
  expect(stored('j1')).toBe(body.length)
  await add('j2')
  const full = { ...folder(), save: () => Promise.reject(new Error('The disk is full.')) }
  await shorten(full)
  expect(stored('j2')).toBe(body.length)
  // What one process could not do, the next one does.
  await shorten()
  expect(stored('j2')).toBeLessThan(300)
})

test('bytes that do not come back from the store as they were written are not relied upon', async () => {
  await add('j1')
  await shorten({ ...folder(), read: () => Promise.resolve(pngOf(20_000, 3)) })
  expect(stored('j1')).toBe(body.length)
})

test('jobs of older versions are shortened by the next process, however many there are', async () => {
  for (let at = 0; at < 101; at++) await add(`j${String(at).padStart(3, '0')}`)
  const shortener = createBodyShortener({ database: library.database, assets: folder(), log: silentLog })
  shortener.start()
  await expect.poll(() => stored('j100')).toBeLessThan(300)
  await shortener.close()
  expect(library.database.read('SELECT id FROM jobs WHERE body_files IS NULL')).toEqual([])
})
