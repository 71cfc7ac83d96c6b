/** The number of bytes per call: `fromCharCode` takes no more arguments than that. */
const STEP = 0x8000

/** Base64 of bytes, as the contract sends them. */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += STEP)
    binary += String.fromCharCode(...bytes.subarray(at, at + STEP))
  return btoa(binary)
}
