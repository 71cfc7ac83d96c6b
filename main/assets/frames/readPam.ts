import type { Pixels } from '#shared/services.ts'

/** How long its header may be, in bytes. */
const MAX_HEADER = 200

const header = /^P7\nWIDTH (\d{1,6})\nHEIGHT (\d{1,6})\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n/

/** A picture in the format PAM: a header in text, and its pixels. Throws if it is none, or not whole. */
export function readPam(bytes: Uint8Array): Pixels<4> {
  const text = String.fromCharCode(...bytes.subarray(0, MAX_HEADER))
  const [head = '', width, height] = header.exec(text) ?? []
  const size = { width: Number(width), height: Number(height) }
  const data = bytes.subarray(head.length)
  if (head === '' || data.length !== size.width * size.height * 4)
    throw new Error('It wrote no whole picture.')
  return { ...size, channels: 4, data }
}
