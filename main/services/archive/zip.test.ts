import { deflateRawSync } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { readZip } from './readZip.ts'
import { writeZip } from './writeZip.ts'

const limits = { files: 10, fileBytes: 10_000, totalBytes: 20_000 }
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const open = (bytes: Uint8Array): unknown =>
  [...readZip(bytes, limits).values()].map((entry) => [entry.name, entry.read()])

test('what is put in comes out again', () => {
  const files = fc.uniqueArray(
    fc.record({
      name: fc
        .tuple(fc.stringMatching(/^[a-z/]{1,9}$/), fc.constantFrom('.json', '.png'))
        .map((parts) => parts.join('')),
      bytes: fc.uint8Array({ maxLength: 1000 }),
    }),
    { selector: ({ name }) => name, maxLength: 10 },
  )
  fc.assert(
    fc.property(files, (given) => {
      expect(open(writeZip(given))).toEqual(given.map(({ name, bytes }) => [name, new Uint8Array(bytes)]))
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
  ['no archive', utf8('hello'), 'no ZIP archive'],
  ['one that is cut off', sound.subarray(0, sound.length - 5), 'no ZIP archive'],
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
])('%s is refused', (_, bytes, words) => {
  expect(() => open(bytes)).toThrow(words)
})

test('a bomb that says it is small stops at what it says', () => {
  const bomb = Buffer.from(writeZip([{ name: 'a.png', bytes: deflateRawSync(zeros) }]))
  // The bytes that were stored are said to be packed, and to become as many as they are.
  const central = bomb.lastIndexOf(CENTRAL)
  bomb.writeUInt16LE(8, central + 10)
  bomb.writeUInt32LE(100, central + 24)
  expect(() => readZip(bomb, limits).get('a.png')?.read()).toThrow('does not unpack to what it is said to be')
})

test('whatever is done to an archive, it opens or is refused in our own words', () => {
  fc.assert(
    fc.property(fc.nat(sound.length - 1), fc.nat(255), (at, byte) => {
      const bytes = sound.slice()
      bytes[at] = byte
      expect(outcome(bytes)).toMatch(/^opened$|^AppError: This archive cannot be opened: .+\.$/)
    }),
    { numRuns: 2000 },
  )
})

function outcome(bytes: Uint8Array): string {
  try {
    open(bytes)
    return 'opened'
  } catch (thrown) {
    if (thrown instanceof AppError) return String(thrown)
    throw thrown
  }
}
