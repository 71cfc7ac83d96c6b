const LOOKED_AT = 512

/** What a refused file seems to be, for the error message. */
export function describeUnknownFormat(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'it is empty'
  const text = String.fromCharCode(...bytes.subarray(0, LOOKED_AT))
  for (const [pattern, description] of unknownFormats) if (pattern.test(text)) return `it is ${description}`
  return 'its first bytes are of no format that is known here'
}

const unknownFormats: readonly (readonly [RegExp, string])[] = [
  [/<svg[\s>]/i, 'an SVG drawing'],
  [/^\s*(<!doctype html|<html|<head|<body)/i, 'a web page'],
  [/^\s*(\xef\xbb\xbf)?<\?xml/i, 'XML'],
  [/^%PDF-/, 'a PDF document'],
  [/^(II\*\0|MM\0\*)/, 'a TIFF picture'],
  [/^BM/, 'a BMP picture'],
  [/^[^]{4}ftyp(hei|hev|mif1|msf1)/, 'a HEIC picture'],
  [/^8BPS/, 'a Photoshop file'],
  [/^PK/, 'a ZIP archive'],
  [/^\s*[{[]/, 'JSON or text'],
  [/^[\t\n\r\x20-\x7e]+$/, 'text'],
]
