import { open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { parseAs } from '#shared/problems/parseAs.ts'
import { unreadable, whenAbsent } from '../platform/fileError.ts'
import type { WrittenPart } from './receiveFile.ts'
import { emptyPart, withHead } from './receiveFile.ts'

/** The first line of a part's records: what its server said about the file. */
const PartFacts = z.object({
  source: z.string(),
  validator: z.string().min(1),
  total: z.int().min(0).nullable(),
  sha256: z.string().nullable(),
  mime: z.string(),
})
type PartFacts = z.infer<typeof PartFacts>

/** The bytes from the record before up to `end`, and their CRC-32. */
interface PartRecord {
  readonly end: number
  readonly sum: number
  /** Where the next record begins, in bytes. */
  readonly next: number
}

export interface PartRecords extends PartFacts {
  readonly records: readonly PartRecord[]
  /** The size of the first line. */
  readonly begin: number
}

/** A part that is intact up to `size`. */
export interface ReadPart extends PartFacts, WrittenPart {
  /** The size of the records about it. */
  readonly recordsBytes: number
}

/** Texts of a server in plain ASCII, so that places in the text are places in the file. */
export const recordsOf = ({ source, validator, total, sha256, mime }: PartFacts): string =>
  `${JSON.stringify({ source, validator, total, sha256, mime }).replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}\n`

export const recordOf = (end: number, sum: number): string => `${end} ${sum}\n`

/** Null if they are of a file from elsewhere, or cannot be read. A torn end is left out. */
export function parseRecords(text: string, source: string): PartRecords | null {
  const [first = '', ...lines] = text.split('\n')
  const facts = parseAs(PartFacts, parseJson(first)).data
  if (facts === undefined || facts.source !== source) return null
  const records: PartRecord[] = []
  const begin = first.length + 1
  let [end, next] = [0, begin]
  // The last one is what follows the last line end: nothing, or a torn record.
  for (const line of lines.slice(0, -1)) {
    const [, to = '', sum = ''] = /^(\d{1,15}) (\d{1,10})$/.exec(line) ?? []
    if (to === '' || Number(to) <= end) break
    end = Number(to)
    next += line.length + 1
    records.push({ end, sum: Number(sum), next })
  }
  return { ...facts, records, begin }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const READ_AT_ONCE = 2 ** 18

/**
 * Reads a part up to the first of its records whose bytes are not there or are others. Null if there is no file.
 * Rejects with `file.unreadable`.
 */
export async function readPart(
  path: string,
  { records, begin, ...facts }: PartRecords,
): Promise<ReadPart | null> {
  const file = await open(path, 'r').catch(whenAbsent(null, path))
  if (file === null) return null
  const buffer = Buffer.alloc(READ_AT_ONCE)
  let part: WrittenPart = emptyPart()
  let recordsBytes = begin
  try {
    for (const { end, sum: recorded, next } of records) {
      const hash = part.hash.copy()
      let [{ size, head }, sum] = [part, 0]
      while (size < end) {
        const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - size), size)
        if (bytesRead === 0) break
        const piece = buffer.subarray(0, bytesRead)
        head = withHead(head, piece)
        hash.update(piece)
        sum = crc32(piece, sum)
        size += bytesRead
      }
      if (size < end || sum !== recorded) break
      part = { size, hash, head }
      recordsBytes = next
    }
  } catch (thrown) {
    throw unreadable(path, thrown)
  } finally {
    await file.close()
  }
  return { ...facts, ...part, recordsBytes }
}
