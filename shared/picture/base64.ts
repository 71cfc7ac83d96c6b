const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const PADDING = 0x3d
const values = new Uint8Array(128).fill(255)
for (let value = 0; value < 64; value += 1) values[alphabet.charCodeAt(value)] = value

/** Bytes in padded base64, as ASCII bytes. */
export function toBase64(bytes: Uint8Array): Uint8Array {
  const coded = new Uint8Array(Math.ceil(bytes.length / 3) * 4)
  for (let at = 0, to = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const given = Math.min(3, bytes.length - at)
    for (let index = 0; index < 4; index += 1, to += 1)
      coded[to] = index > given ? PADDING : alphabet.charCodeAt((three >> (18 - 6 * index)) & 63)
  }
  return coded
}

/**
 * Decodes base64 from ASCII bytes, or returns null if it is invalid. Whitespace in between, as XML may have it, is
 * skipped.
 */
export function fromBase64(coded: Uint8Array): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((coded.length * 3) / 4))
  let [bits, held, length, padded] = [0, 0, 0, 0]
  for (let at = 0; at < coded.length; at += 1) {
    const code = coded[at] ?? 0
    if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) continue
    if (code === PADDING) {
      padded += 1
      continue
    }
    const value = values[code] ?? 255
    if (value === 255 || padded > 0) return null
    bits = ((bits << 6) | value) & 0xffffff
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[length] = (bits >> held) & 255
    length += 1
  }
  return padded > 2 || held >= 6 ? null : bytes.subarray(0, length)
}
