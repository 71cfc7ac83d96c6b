/**
 * A stand-in for SHA-256 with the same shape: equal bytes have equal digests, others almost certainly different ones.
 */
export function digest(bytes: Uint8Array): string {
  let text = ''
  for (let part = 0; part < 8; part += 1) {
    let hash = 0x811c9dc5 + part
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
    text += (hash >>> 0).toString(16).padStart(8, '0')
  }
  return text
}
