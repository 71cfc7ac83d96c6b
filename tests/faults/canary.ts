import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'

/** The suite's key. Some of its characters are escaped in an address. */
export const canary = 'rc-canary-7Qe/4+zM0=w~kJ'

/** A file, or an output, in which the key was found, and its encoding there. */
export interface Leak {
  readonly where: string
  readonly as: string
}

/** The encodings of the key from which it could still be used. */
const disguises: readonly { readonly as: string; readonly text: string }[] = [
  { as: 'plain', text: canary },
  { as: 'URL-encoded', text: encodeURIComponent(canary) },
  { as: 'URL-encoded as in a form', text: String(new URLSearchParams({ k: canary })).slice(2) },
  { as: 'hexadecimal', text: Buffer.from(canary).toString('hex') },
  { as: 'UTF-16', text: Buffer.from(canary, 'utf16le').toString('latin1') },
  ...[0, 1, 2].flatMap((before) =>
    (['base64', 'base64url'] as const).map((as) => ({ as, text: baseForm(before, as) })),
  ),
]

/** The part of the key that is the same in base64 whatever surrounds it, `before` bytes into a group of three. */
function baseForm(before: number, as: 'base64' | 'base64url'): string {
  const text = Buffer.from('\0'.repeat(before) + canary)
    .toString(as)
    .replace(/=+$/, '')
  return text.slice(before === 0 ? 0 : before + 1, Math.floor(((before + canary.length) * 4) / 3) - 1)
}

/** Where the key is in `bytes`; compressed parts of a PNG are searched. */
export function findCanary(bytes: Uint8Array, where: string): Leak[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const found = disguises.filter((disguise) => text.includes(disguise.text)).map(({ as }) => ({ where, as }))
  const within = text.startsWith('\u0089PNG') ? inflatedTexts(bytes) : []
  return [...found, ...within.flatMap((part) => findCanary(part, `${where} (compressed)`))]
}

/** The same for every file below a folder. */
export async function findCanaryBelow(folder: string): Promise<Leak[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const leaks = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      return [...findCanary(Buffer.from(path), `the name ${path}`), ...findCanary(await readFile(path), path)]
    })
  return (await Promise.all(leaks)).flat()
}

/** The compressed texts of a PNG, inflated. */
function inflatedTexts(bytes: Uint8Array): Uint8Array[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const texts: Uint8Array[] = []
  for (let at = 8; at + 8 <= view.length; at += 12 + view.readUInt32BE(at)) {
    const type = view.toString('latin1', at + 4, at + 8)
    const data = view.subarray(at + 8, at + 8 + view.readUInt32BE(at))
    if (type !== 'zTXt' && type !== 'iTXt' && type !== 'iCCP') continue
    // The start of the stream depends on the texts before it: each zlib header is tried.
    for (let start = data.indexOf(0x78); start >= 0; start = data.indexOf(0x78, start + 1)) {
      try {
        texts.push(inflateSync(data.subarray(start)))
        break
      } catch {
        // It was a letter.
      }
    }
  }
  return texts
}
