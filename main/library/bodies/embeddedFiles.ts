import { z } from 'zod'

/** A file that a request body contains as base64, between two places of it. */
export interface EmbeddedFile {
  readonly start: number
  readonly end: number
  readonly bytes: Uint8Array
}

/** A stored file whose base64 belongs at a place of a shortened body, in bytes from its beginning. */
export const FileRef = z.object({ at: z.number(), sha256: z.string(), ending: z.string() })
export type FileRef = z.infer<typeof FileRef>

/** A shorter text is not worth a file of its own, in bytes. */
const MIN_TEXT = 1024
/** The longest head of a data URI before its base64, in bytes. */
const MAX_HEAD = 200

const MARK = ';base64,'

/** The files in the data URIs of a JSON text whose base64 can be made again, byte by byte. */
export function findEmbedded(body: Uint8Array): readonly EmbeddedFile[] {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const found: EmbeddedFile[] = []
  for (let mark = text.indexOf(MARK); mark !== -1;) {
    const start = mark + MARK.length
    const end = text.indexOf('"', start)
    if (end === -1) break
    const head = text.toString('latin1', Math.max(0, mark - MAX_HEAD), mark)
    if (end - start >= MIN_TEXT && /"data:[^"]*$/.test(head)) {
      const written = text.toString('latin1', start, end)
      const bytes = Buffer.from(written, 'base64')
      if (bytes.toString('base64') === written) found.push({ start, end, bytes })
    }
    mark = text.indexOf(MARK, end)
  }
  return found
}

/** A body without these parts, which are in order. */
export function cutOut(body: Uint8Array, parts: readonly Pick<EmbeddedFile, 'start' | 'end'>[]): Uint8Array {
  const ends = [0, ...parts.map(({ end }) => end)]
  return Buffer.concat(ends.map((from, index) => body.subarray(from, parts[index]?.start ?? body.length)))
}

/** A shortened body with its files in their places, which are in order. */
export function putBack(
  short: Uint8Array,
  files: readonly { readonly at: number; readonly bytes: Uint8Array }[],
): Uint8Array {
  const pieces: Uint8Array[] = []
  let from = 0
  for (const { at, bytes } of files) {
    const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
    pieces.push(short.subarray(from, at), Buffer.from(base64, 'latin1'))
    from = at
  }
  return Buffer.concat([...pieces, short.subarray(from)])
}
