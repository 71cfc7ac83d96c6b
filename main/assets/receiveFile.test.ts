import { hash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createDiskRoom } from '../platform/diskRoom.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { createAssets } from './assets.ts'
import { receiveFile } from './receiveFile.ts'

const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield latin(text)
}

async function* broken(text: string): AsyncGenerator<Uint8Array> {
  yield latin(text)
  throw new Error('the connection broke')
}

/** Every file below a folder. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(folder, file)).isFile(),
  )

function createStore() {
  const home = testFolder()
  const download = (url: string): Promise<never> => Promise.reject(new Error(url))
  return { home, assets: createAssets({ home, workflowFolder: home, download }) }
}

test('what arrives is hashed, counted and written on the way', async () => {
  const folder = testFolder()
  const file = await receiveFile(folder, pieces('one ', 'two ', 'x'.repeat(600)))
  const whole = `one two ${'x'.repeat(600)}`
  expect([file.sha256, file.size, file.head]).toEqual([
    hash('sha256', whole),
    whole.length,
    latin(whole.slice(0, 512)),
  ])
  expect(readFileSync(file.path, 'latin1')).toBe(whole)
  await file.discard()
  expect(filesIn(folder)).toEqual([])
})

test.each([
  ['breaks off', broken('half'), 'the connection broke'],
  ['is too large', pieces('12345', '678'), 'cat.mp4 has more than 0 MiB.'],
])('nothing is left of a file that %s', async (_, source, message) => {
  const folder = testFolder()
  await expect(receiveFile(folder, source, { name: 'cat.mp4', max: 7 })).rejects.toThrow(message)
  expect(filesIn(folder)).toEqual([])
})

test('a file for which there is no room is not begun', async () => {
  const folder = testFolder()
  const room = createDiskRoom(folder, { freeIn: () => Promise.resolve(100) })
  let taken = 0
  async function* source(): AsyncGenerator<Uint8Array> {
    taken += 1
    yield latin('half')
  }
  await expect(receiveFile(folder, source(), { size: 100, room })).rejects.toMatchObject({
    code: 'file.unwritable',
    data: { system: 'ENOSPC' },
  })
  expect(taken).toBe(0)
  await (await receiveFile(folder, source(), { size: 90, room })).discard()
  // The room of the first one is free again.
  expect((await receiveFile(folder, source(), { size: 90, room })).size).toBe(4)
})

test('a received film becomes an asset without being read, and is streamed from there', async () => {
  const { home, assets } = createStore()
  const text = `\0\0\0\x14ftypisom\0\0\0\0mp42${'frames '.repeat(1000)}`
  const file = await assets.receive(pieces(text.slice(0, 30), text.slice(30)))
  const media = await assets.put(file, 'video', { from: 'file', name: 'cat.mp4' })
  expect(media).toMatchObject({ media: 'video', mime: 'video/mp4', bytes: text.length, sha256: file.sha256 })
  expect(filesIn(join(home, 'assets'))).toEqual([join(file.sha256.slice(0, 2), `${file.sha256}.mp4`)])
  const read: Uint8Array[] = []
  for await (const piece of assets.stream(media)) read.push(piece)
  expect(Buffer.concat(read).toString('latin1')).toBe(text)
})

test('a received file that is there already leaves one file', async () => {
  const { home, assets } = createStore()
  const origin = { from: 'file', name: 'cat.bin' } as const
  const media = await assets.put(latin('bytes'), 'file', origin)
  await assets.put(await assets.receive(pieces('byt', 'es')), 'file', origin)
  expect(filesIn(join(home, 'assets'))).toEqual([join(media.sha256.slice(0, 2), `${media.sha256}.bin`)])
})

test('a received file of another kind is refused, and may still be put as what it is', async () => {
  const { assets } = createStore()
  const origin = { from: 'file', name: 'cat.mp4' } as const
  const file = await assets.receive(pieces('no film at all'))
  await expect(assets.put(file, 'video', origin)).rejects.toThrow(
    'cat.mp4 is no video that can be used: it is text.',
  )
  await expect(assets.put(file, 'image', origin)).rejects.toMatchObject({ code: 'picture.broken' })
  expect(await assets.put(file, 'file', origin)).toMatchObject({ media: 'file', bytes: 14 })
})

test('a stream of changed bytes ends with an error', async () => {
  const { assets } = createStore()
  const media = await assets.put(latin('bytes'), 'file', { from: 'file', name: 'a' })
  writeFileSync(assets.pathOf(media), 'bytez')
  const read = async (): Promise<void> => {
    for await (const _ of assets.stream(media)) continue
  }
  await expect(read()).rejects.toThrow('is damaged: its bytes have changed')
})
