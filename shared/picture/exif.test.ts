import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { joinBytes, latin, startReading, viewOf } from './embeddedText.ts'
import { readExif } from './exif.ts'

const zlib = {
  inflate: (bytes: Uint8Array, max: number) =>
    new Uint8Array(inflateSync(bytes, { maxOutputLength: Math.max(1, max) })),
}
const read = (bytes: Uint8Array) => readExif(bytes, startReading(zlib))

interface Entry {
  readonly type?: number
  readonly text: string
  /** In place of the offset or the length of its text. */
  readonly start?: number
  readonly length?: number
}

/** A TIFF directory of texts, as a camera or ComfyUI writes it. */
function tiff(entries: readonly Entry[], little = true, claimed = entries.length): Uint8Array {
  const head = new Uint8Array(8 + 2 + entries.length * 12)
  const view = viewOf(head)
  head.set(latin(little ? 'II' : 'MM'))
  view.setUint16(2, 42, little)
  view.setUint32(4, 8, little)
  view.setUint16(8, claimed, little)
  let end = head.length
  entries.forEach(({ type = 2, text, start = end, length = text.length }, index) => {
    const at = 10 + index * 12
    view.setUint16(at, 0x010f, little)
    view.setUint16(at + 2, type, little)
    view.setUint32(at + 4, length, little)
    view.setUint32(at + 8, start, little)
    end += text.length
  })
  return joinBytes([head, ...entries.map(({ text }) => latin(text))])
}

const workflow = [{ keyword: 'workflow', text: '{"a":1}' }]

test.each([
  ['of little-endian EXIF', tiff([{ text: 'workflow:{"a":1}\0' }])],
  ['of big-endian EXIF', tiff([{ text: 'workflow:{"a":1}\0' }], false)],
  ['behind the word Exif', joinBytes([latin('Exif\0\0'), tiff([{ text: 'Workflow:{"a":1}\0' }])])],
  ['without an end of its own', tiff([{ text: 'workflow:{"a":1}' }])],
  ['beside what is none of ours', tiff([{ text: 'ACME camera\0' }, { text: 'workflow:{"a":1}\0' }])],
  ['beside what is no text', tiff([{ type: 4, text: 'workflow:no\0' }, { text: 'workflow:{"a":1}\0' }])],
  [
    'beside one that lies outside',
    tiff([{ text: 'prompt:x\0', start: 9999 }, { text: 'workflow:{"a":1}\0' }]),
  ],
  ['in a directory that claims more than it has', tiff([{ text: 'workflow:{"a":1}\0' }], true, 400)],
])('a text is read %s', (_, bytes) => {
  expect(read(bytes)).toEqual(workflow)
})

test.each([
  ['nothing', new Uint8Array()],
  ['no TIFF', latin('neither II nor MM')],
  ['a directory that lies outside', latin('II*\0\xff\xff\xff\x7f\0\0\0\0')],
  ['texts that fit into four bytes, which are none of ours', tiff([{ text: 'abc\0', length: 4 }])],
  ['a text without a keyword', tiff([{ text: 'just words that go on\0' }])],
])('%s has no texts, and is no error', (_, bytes) => {
  expect(read(bytes)).toEqual([])
})
