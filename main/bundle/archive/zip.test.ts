import { deflateRawSync } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { openZip } from './openZip.ts'
import type { ZipFile } from './writeZip.ts'
import { pack as packAll } from './testing/pack.ts'

const limits = { files: 10, fileBytes: 10_000, totalBytes: 20_000 }
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const open = async (bytes: Uint8Array): Promise<unknown> => {
  const { entries } = await openZip(bytes, limits)
  return Promise.all(
    [...entries.values()].map(async (entry) => [entry.name, await entry.read(limits.fileBytes)]),
  )
}

const pack = (...files: readonly ZipFile[]): Promise<Buffer> => packAll(files)

test('what is packed is unpacked unchanged', async () => {
  const files = fc.uniqueArray(
    fc.record({
      name: fc
        .tuple(fc.stringMatching(/^[a-z][a-z/]{0,8}$/), fc.constantFrom('.json', '.png'))
        .map((parts) => parts.join('')),
      content: fc.uint8Array({ maxLength: 1000 }),
    }),
    { selector: ({ name }) => name, maxLength: 10 },
  )
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      expect(await open(await pack(...given))).toEqual(
        given.map(({ name, content }) => [name, new Uint8Array(content)]),
      )
    }),
  )
})

const sound = await pack(
  { name: 'a.json', content: utf8('{"a":1}'.repeat(100)) },
  { name: 'b.png', content: utf8('pixels') },
)

/** The archive with other bytes at a place after `text`. */
function changed(text: Buffer, by: number, bytes: readonly number[]): Uint8Array {
  const copy = Buffer.from(sound)
  copy.set(bytes, copy.lastIndexOf(text) + by)
  return copy
}
const CENTRAL = Buffer.from('PK\x01\x02', 'latin1')
const END = Buffer.from('PK\x05\x06', 'latin1')
const zeros = Buffer.alloc(50_000_000)
const large = (name: string): ZipFile => ({ name, content: new Uint8Array(9000) })

test.each([
  ['no archive', utf8('hello'), 'not a ZIP archive'],
  ['one that is cut off', sound.subarray(0, sound.length - 5), 'not a ZIP archive'],
  ['more files than it may have', changed(END, 10, [11]), 'more than 10 files'],
  ['a list that leads elsewhere', changed(END, 16, [3]), 'list of files is damaged'],
  ['an encrypted file', changed(CENTRAL, 8, [1]), 'encrypted'],
  ['a file of an unknown packing', changed(CENTRAL, 10, [99]), 'unknown way'],
  ['a wrong checksum', changed(CENTRAL, 16, [1, 2, 3, 4]), 'is damaged'],
  ['a file that lies outside', changed(CENTRAL, 42, [255, 255, 255, 127]), 'is damaged'],
  ['a file longer than the archive', changed(CENTRAL, 20, [255, 255, 255, 127]), 'cut off'],
  ['a file that says it is large', changed(CENTRAL, 24, [255, 255, 255, 127]), 'unpacks to more than'],
  [
    'two files of one name',
    await pack({ name: 'a', content: utf8('1') }, { name: 'a', content: utf8('2') }),
    'two files',
  ],
  ['files too large together', await pack(large('a'), large('b'), large('c')), 'unpacks to more than'],
])('%s is refused', async (_, bytes, words) => {
  await expect(open(bytes)).rejects.toThrow(words)
})

test('compressed files have a limit of their own: only they can be more than the archive', async () => {
  const archive = await pack(large('a.json'), large('b.png'))
  await expect(openZip(archive, { ...limits, inflatedBytes: 8999 })).rejects.toThrow('unpacks to more than')
  expect((await openZip(archive, { ...limits, inflatedBytes: 9000 })).entries.size).toBe(2)
})

test('a bomb that declares a small size stops at that size', async () => {
  const bomb = await pack({ name: 'a.png', content: deflateRawSync(zeros) })
  // The stored bytes are declared as compressed, with the same size.
  const central = bomb.lastIndexOf(CENTRAL)
  bomb.writeUInt16LE(8, central + 10)
  bomb.writeUInt32LE(100, central + 24)
  await expect(open(bomb)).rejects.toThrow('is damaged')
})

const long = await pack({ name: 'a.json', content: new Uint8Array(9000) })

test('a file larger than its reader accepts is not unpacked', async () => {
  const entry = (await openZip(long, limits)).entries.get('a.json')
  await expect(entry?.read(8999)).rejects.toThrow('has more than 0 MiB')
  expect((await entry?.read(9000))?.length).toBe(9000)
})

test.each([
  ['a.json', 64],
  ['b.png', 6],
])('the first bytes of %s are shown before anything of it is returned', async (name, length) => {
  const shown: number[] = []
  const returned: number[] = []
  const entry = (await openZip(sound, limits)).entries.get(name)
  const refuse = (first: Uint8Array): never => {
    shown.push(first.length)
    throw new AppError('picture.broken', 'nobody wants it')
  }
  const read = async (): Promise<void> => {
    for await (const piece of entry?.stream(refuse) ?? []) returned.push(piece.length)
  }
  await expect(read()).rejects.toThrow('nobody wants it')
  expect([shown, returned]).toEqual([[length], []])
})

test('files that share their bytes are refused', async () => {
  const bytes = await pack({ name: 'a', content: utf8('same') }, { name: 'b', content: utf8('same') })
  const [first, second] = [bytes.indexOf(CENTRAL), bytes.lastIndexOf(CENTRAL)]
  bytes.copy(bytes, second + 42, first + 42, first + 46)
  await expect(open(bytes)).rejects.toThrow('share bytes')
})

test('a file that is read piece by piece is packed like one in memory, the same way each time', async () => {
  const content = utf8('pixels'.repeat(1000))
  async function* read(): AsyncGenerator<Uint8Array> {
    yield content.subarray(0, 10)
    yield content.subarray(10)
  }
  const streamed = { name: 'b.mp4', content: { size: content.length, read } }
  const archive = await pack(streamed)
  expect(await pack(streamed)).toEqual(archive)
  const entry = (await openZip(archive, limits)).entries.get('b.mp4')
  expect(await entry?.read(10_000)).toEqual(content)
})

test.each([
  ['cannot be read', async () => Promise.reject(new Error('gone')), 'gone'],
  ['is shorter than before', async () => utf8('pix'), 'unexpected number of bytes'],
])('no archive is made with a file that %s', async (_, make, words) => {
  async function* read(): AsyncGenerator<Uint8Array> {
    yield await make()
  }
  await expect(pack({ name: 'b.mp4', content: { size: 6, read } })).rejects.toThrow(words)
})

test('any modified archive is opened or refused with our own error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(sound.length - 1), fc.nat(255), async (at, byte) => {
      const bytes = Uint8Array.from(sound)
      bytes[at] = byte
      expect(await outcome(bytes)).toMatch(/^opened$|^AppError: This archive cannot be opened: .+\.$/)
    }),
    { numRuns: 2000 },
  )
})

async function outcome(bytes: Uint8Array): Promise<string> {
  try {
    await open(bytes)
    return 'opened'
  } catch (thrown) {
    if (thrown instanceof AppError) return String(thrown)
    throw thrown
  }
}
