import type { FileHandle } from 'node:fs/promises'
import { open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Arrival } from '../network/arrival.ts'
import type { Downloaded } from '../network/download.ts'
import { OWN_FILE } from '../platform/closeToOthers.ts'
import { unwritable } from '../platform/fileError.ts'
import { makeFolder } from '../platform/writeWhole.ts'
import type { ReadPart } from './partRecords.ts'
import { recordOf, recordsOf } from './partRecords.ts'
import { createWriting, emptyPart } from './receiveFile.ts'

/** A part and the records about it. */
export interface PartPlace {
  readonly path: string
  readonly records: string
  /** Where the file comes from. */
  readonly source: string
  /** The maximum size of the file in bytes. */
  readonly max: number
}

/** What the server said about the file. */
export type KnownFile = Omit<Arrival, 'from'> & Pick<Downloaded, 'mime'>

/** After so many bytes what has arrived is recorded: a killed process loses less than that. */
const RECORD_EVERY = 2 ** 20

/**
 * Adds `pieces` to a part, or begins one: all of it is on the disk when this resolves. Rejects with `file.unwritable`,
 * `picture.large`, or as `pieces` does; then what arrived is there and recorded.
 */
export async function writePart(
  place: PartPlace,
  pieces: AsyncIterable<Uint8Array>,
  part: ReadPart | null,
  known: KnownFile,
) {
  const [file, log] = await openBoth(place, part, known)
  const writing = createWriting(place.path, file, place.max, 'The file', part ?? emptyPart())
  const recorder = createRecorder(place.records, log, part?.recordsBytes ?? null)
  try {
    for await (const piece of pieces) {
      await writing.write(piece)
      await recorder.add(piece, writing.size())
    }
    await writing.sync()
  } finally {
    try {
      // What is not recorded would be fetched again.
      await recorder.end(writing.size())
    } finally {
      await writing.close()
    }
  }
  return writing.facts()
}

/** Opens a part and its records at their ends. Without a part nothing is left of an earlier one. */
async function openBoth(
  { path, records, source }: PartPlace,
  part: ReadPart | null,
  known: KnownFile,
): Promise<readonly [FileHandle, FileHandle | null]> {
  const opened: FileHandle[] = []
  const openOne = async (file: string, flags: string): Promise<FileHandle> => {
    const handle = await open(file, flags, OWN_FILE)
    opened.push(handle)
    return handle
  }
  try {
    await makeFolder(dirname(path))
    // First: records of other bytes would be compared with these.
    if (part === null) await rm(records, { force: true })
    const file = await openOne(path, part === null ? 'w' : 'r+')
    await file.truncate(part?.size ?? 0)
    if (known.validator === null) return [file, null]
    const log = await openOne(records, part === null ? 'wx' : 'r+')
    if (part === null) await log.writeFile(recordsOf({ ...known, validator: known.validator, source }))
    else await log.truncate(part.recordsBytes)
    return [file, log]
  } catch (thrown) {
    for (const handle of opened) await handle.close()
    throw unwritable(path, thrown)
  }
}

/** Records what was added, in steps; in none if there is no file for it. Rejects with `file.unwritable`. */
function createRecorder(path: string, log: FileHandle | null, recordsBytes: number | null) {
  let [sum, added, place] = [0, 0, recordsBytes]
  async function write(size: number): Promise<void> {
    if (log === null || added === 0) return
    const text = recordOf(size, sum)
    ;[sum, added] = [0, 0]
    await log.write(text, place, 'utf8').catch((thrown: unknown) => {
      throw unwritable(path, thrown)
    })
    if (place !== null) place += text.length
  }
  return {
    async add(piece: Uint8Array, size: number): Promise<void> {
      sum = crc32(piece, sum)
      added += piece.length
      if (added >= RECORD_EVERY) await write(size)
    },
    async end(size: number): Promise<void> {
      try {
        await write(size)
      } finally {
        await log?.close()
      }
    },
  }
}
