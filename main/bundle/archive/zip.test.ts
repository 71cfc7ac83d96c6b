import { deflateRawSync } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { readZip } from './readZip.ts'
import { writeZip } from './writeZip.ts'

const limits = { files: 10, fileBytes: 10_000, totalBytes: 20_000 }
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const open = (bytes: Uint8Array): Promise<unknown> =>
  Promise.all(
    [...readZip(bytes, limits).values()].map(async (entry) => [
      entry.name,
      await entry.read(limits.fileBytes),
    ]),
  )
const attempt = async (bytes: Uint8Array): Promise<unknown> => open(bytes)

test('what is packed is unpacked unchanged', async () => {
  const files = fc.uniqueArray(
    fc.record({
      name: fc
        .tuple(fc.stringMatching(/^[a-z/]{1,9}$/), fc.constantFrom('.json', '.png'))
        .map((parts) => parts.join('')),
      bytes: fc.uint8Array({ maxLength: 1000 }),
    }),
    { selector: ({ name }) => name, maxLength: 10 },
  )
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      expect(await open(writeZip(given))).toEqual(
        given.map(({ name, bytes }) => [name, new Uint8Array(bytes)]),
      )
    }),
  )
})

const sound = writeZip([
  { name: 'a.json', bytes: utf8('{"a":1}'.repeat(100)) },
  { name: 'b.png', bytes: utf8('pixels') },
])

/** The archive with other bytes at a place after `text`. */
function changed(text: Buffer, by: number, bytes: readonly number[]): Uint8Array {
  const copy = Buffer.from(sound)
  copy.set(bytes, copy.lastIndexOf(text) + by)
  return copy
}
const CENTRAL = Buffer.from('PK\x01\x02', 'latin1')
const END = Buffer.from('PK\x05\x06', 'latin1')
const zeros = Buffer.alloc(50_000_000)

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
    writeZip([
      { name: 'a', bytes: utf8('1') },
      { name: 'a', bytes: utf8('2') },
    ]),
    'two files',
  ],
  [
    'files too large together',
    writeZip(['a', 'b', 'c'].map((name) => ({ name, bytes: new Uint8Array(9000) }))),
    'unpacks to more than',
  ],
])('%s is refused', async (_, bytes, words) => {
  await expect(attempt(bytes)).rejects.toThrow(words)
})

test('a bomb that declares a small size stops at that size', async () => {
  const bomb = Buffer.from(writeZip([{ name: 'a.png', bytes: deflateRawSync(zeros) }]))
  // The stored bytes are declared as compressed, with the same size.
  const central = bomb.lastIndexOf(CENTRAL)
  bomb.writeUInt16LE(8, central + 10)
  bomb.writeUInt32LE(100, central + 24)
  await expect(attempt(bomb)).rejects.toThrow('is damaged')
})

const long = writeZip([{ name: 'a.json', bytes: new Uint8Array(9000) }])

test('a file larger than its reader accepts is not unpacked', async () => {
  const entry = readZip(long, limits).get('a.json')
  await expect(entry?.read(8999)).rejects.toThrow('has more than 0 MiB')
  expect((await entry?.read(9000))?.length).toBe(9000)
})

test.each([
  ['a.json', 64],
  ['b.png', 6],
])('the first bytes of %s are shown before the rest is unpacked', async (name, length) => {
  const shown: number[] = []
  const entry = readZip(sound, limits).get(name)
  const refuse = (first: Uint8Array): never => {
    shown.push(first.length)
    throw new AppError('picture.broken', 'nobody wants it')
  }
  await expect(entry?.read(1e4, refuse)).rejects.toThrow('nobody wants it')
  expect(shown).toEqual([length])
})

test('files that share their bytes are refused', async () => {
  const files = writeZip(['a', 'b'].map((name) => ({ name, bytes: utf8('same') })))
  const bytes = Buffer.from(files)
  const [first, second] = [bytes.indexOf(CENTRAL), bytes.lastIndexOf(CENTRAL)]
  bytes.copy(bytes, second + 42, first + 42, first + 46)
  await expect(attempt(bytes)).rejects.toThrow('share bytes')
})

test('any modified archive is opened or refused with our own error', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(sound.length - 1), fc.nat(255), async (at, byte) => {
      const bytes = sound.slice()
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
