import { expect, test } from 'vitest'
import { describeUnknownFormat } from './unknownFormat.ts'

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (each) => each.charCodeAt(0))

test.each([
  ['', 'it is empty'],
  ['<svg>', 'it is an SVG drawing'],
  ['<?xml version="1.0"?>\n<svg xmlns="x">', 'it is an SVG drawing'],
  ['<?xml version="1.0"?><a/>', 'it is XML'],
  ['  <!DOCTYPE html><html>', 'it is a web page'],
  ['%PDF-1.7', 'it is a PDF document'],
  ['II*\0', 'it is a TIFF picture'],
  ['\0\0\0\x0cftypheic', 'it is a HEIC picture'],
  ['{"error": 1}', 'it is JSON or text'],
  ['not found\n', 'it is text'],
  ['\x01\x02\x03', 'its first bytes are of no format that is known here'],
])('%j is described: %s', (text, words) => {
  expect(describeUnknownFormat(bytes(text))).toBe(words)
})
