import { expect, test } from 'vitest'
import { describeUnknownFormat, endingOfMime, mimeOf, sniffFormat } from './mediaFormat.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'))
const boxes = (...brands: string[]): string =>
  `\0\0\0${String.fromCharCode(8 + 4 * (brands.length + 1))}ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}`

test.each([
  ['\x89PNG\r\n\x1a\n....', 'png'],
  ['\xff\xd8\xff\xe0', 'jpeg'],
  ['GIF89a', 'gif'],
  ['GIF87a', 'gif'],
  ['RIFF\x10\0\0\0WEBPVP8 ', 'webp'],
  ['RIFF\x10\0\0\0WAVEfmt ', 'wav'],
  [boxes('avif', 'mif1'), 'avif'],
  [boxes('avis', 'msf1'), 'avif'],
  [boxes('mif1', 'avif'), 'avif'],
  [boxes('isom', 'mp42'), 'mp4'],
  [boxes('M4A ', 'isom'), 'mp4'],
  [boxes('qt  '), 'mov'],
  ['\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm', 'webm'],
  ['OggS\0', 'ogg'],
  ['fLaC\0', 'flac'],
  ['ID3\x04', 'mp3'],
  ['\xff\xfb\x90\x64', 'mp3'],
  // None of ours.
  [boxes('heic', 'mif1'), null],
  ['\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska', null],
  ['\xff\xf1\x50\x80', null],
  ['\xff\xfb\xf0\x64', null],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', null],
  ['RIFF\x10\0\0\0AVI LIST', null],
  ['', null],
])('%j is of the format %s', (text, format) => {
  expect(sniffFormat(bytes(text))).toBe(format)
})

test.each([
  ['', 'it is empty'],
  ['<svg>', 'it is an SVG drawing'],
  ['<?xml version="1.0"?>\n<svg xmlns="x">', 'it is an SVG drawing'],
  ['<?xml version="1.0"?><a/>', 'it is XML'],
  ['  <!DOCTYPE html><html>', 'it is a web page'],
  ['%PDF-1.7', 'it is a PDF document'],
  ['II*\0', 'it is a TIFF picture'],
  [boxes('heic'), 'it is a HEIC picture'],
  ['{"error": 1}', 'it is JSON or text'],
  ['not found\n', 'it is text'],
  ['\x01\x02\x03', 'its first bytes are of no format that is known here'],
])('%j is described: %s', (text, words) => {
  expect(describeUnknownFormat(bytes(text))).toBe(words)
})

test('a container is identified by its use', () => {
  expect([mimeOf('mp4', 'video'), mimeOf('mp4', 'audio'), mimeOf('mp4', 'picture')]).toEqual([
    'video/mp4',
    'audio/mp4',
    undefined,
  ])
  expect([endingOfMime('video/mp4'), endingOfMime('audio/mp4'), endingOfMime('image/svg+xml')]).toEqual([
    'mp4',
    'mp4',
    undefined,
  ])
})
