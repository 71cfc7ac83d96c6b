import { expect, test } from 'vitest'
import { formatOfEnding, sniffFormat } from './formats.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (each) => each.charCodeAt(0))
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
  ['glTF\x02\0\0\0\x0c\0\0\0', 'glb'],
  ['{"asset":{"version":"2.0"}', 'gltf'],
  ['{\n  "asset": {\n    "generator": "x"', 'gltf'],
  [`PK\x03\x04${'\0'.repeat(26)}scene.usdc`, 'usdz'],
  ['Kaydara FBX Binary  \0\x1a\0', 'fbx'],
  ['ply\nformat binary_little_endian 1.0\n', 'ply'],
  // None of ours.
  ['glTF mentioned in a text', null],
  ['{"assets":[]}', null],
  [`PK\x03\x04${'\0'.repeat(26)}run.json`, null],
  ['\0\0\0\x0cfty', null],
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

test('a box without brands is a film, as players read it', () => {
  expect(sniffFormat(bytes('\0\0\0\x08ftyp'))).toBe('mp4')
})

test.each([
  ['jpg', 'jpeg'],
  ['JPEG', 'jpeg'],
  ['m4a', 'mp4'],
  ['glb', 'glb'],
  ['obj', undefined],
])('files named .%s are of the format %s', (ending, format) => {
  expect(formatOfEnding(ending)).toBe(format)
})
