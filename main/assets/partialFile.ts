import { hash } from 'node:crypto'
import { readFile, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { PartialFile } from '../network/download.ts'
import type { DiskRoom, RoomClaim } from '../platform/diskRoom.ts'
import { unwritable, whateverOfFile, whenAbsent } from '../platform/fileError.ts'
import type { ReadPart } from './partRecords.ts'
import { parseRecords, readPart } from './partRecords.ts'
import { MAX_RECEIVED_BYTES, claimRoom } from './receiveFile.ts'
import type { PartPlace } from './writePart.ts'
import { writePart } from './writePart.ts'

/** Which file of which owner a part belongs to. */
export interface PartOwner {
  /** The id of the job. */
  readonly owner: string
  /** Its place among the files of the job. */
  readonly place: number
  /** Where it comes from: a part from elsewhere is not continued. */
  readonly source: string
}

interface PartLimits {
  readonly room?: DiskRoom | undefined
  /** The maximum size of the file in bytes. */
  readonly max?: number
}

/** The owner in the names of its parts. */
export const partNameOf = (owner: string): string => hash('sha256', owner).slice(0, 32)

/**
 * A file below `folder` that arrives in several tries, also of several processes. Beside it are records of its bytes: a
 * part that a power cut has torn is continued from where it is intact.
 */
export function openPartialFile(
  folder: string,
  { owner, place, source }: PartOwner,
  { room, max = MAX_RECEIVED_BYTES }: PartLimits = {},
): PartialFile {
  const name = partNameOf(owner)
  const path = join(folder, name.slice(0, 2), `.${name}-${place}.part`)
  const files: PartPlace = { path, records: `${path}.log`, source, max }
  let read: ReadPart | null = null

  const discard = async (): Promise<void> => {
    read = null
    for (const each of [files.records, path]) await rm(each, { force: true }).catch(whateverOfFile(undefined))
  }

  return {
    async held() {
      read = await readHeld(files)
      if (read === null) return null
      const { size, total, validator } = read
      return size === 0 ? null : { bytes: size, total, validator }
    },
    async complete() {
      if (read === null || read.size !== read.total) return null
      const { size, head, mime, sha256: declared } = read
      const sha256 = read.hash.copy().digest('hex')
      return declared === null || declared === sha256
        ? { bytes: { path, size, head, sha256, discard }, mime }
        : null
    },
    async receive(pieces, { from, ...known }) {
      if (from !== (read?.size ?? 0) && from !== 0) throw new Error('this does not continue the part')
      const part = from === 0 ? null : read
      const claim = await claimRoom(folder, room, (known.total ?? from) - from, 'The file')
      // Its hash goes on with the bytes that arrive.
      read = null
      try {
        return { path, ...(await writePart(files, claimed(pieces, claim), part, known)), discard }
      } catch (thrown) {
        // A part that cannot be continued is of no use, and on a full disk the store needs its room.
        if (isOurs(thrown) || known.validator === null) await discard()
        throw thrown
      } finally {
        claim?.release()
      }
    },
    discard,
  }
}

async function readHeld({ path, records, source }: PartPlace): Promise<ReadPart | null> {
  const text = await readFile(records, 'utf8').catch(whenAbsent(null, records))
  const found = text === null ? null : parseRecords(text, source)
  return found === null ? null : readPart(path, found)
}

async function* claimed(
  pieces: AsyncIterable<Uint8Array>,
  claim: RoomClaim | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece
    // It has been written when the next one is asked for.
    claim?.written(piece.length)
  }
}

const isOurs = (thrown: unknown): boolean =>
  thrown instanceof AppError && (thrown.code === 'file.unwritable' || thrown.code === 'picture.large')

/** Removes every part of an owner. Rejects with `file.unreadable` or `file.unwritable`. */
export async function removeParts(folder: string, owner: string): Promise<void> {
  const name = partNameOf(owner)
  const within = join(folder, name.slice(0, 2))
  const names = await readdir(within).catch(whenAbsent<string[]>([], within))
  for (const each of names.filter((one) => one.startsWith(`.${name}-`)))
    await rm(join(within, each), { force: true }).catch((thrown: unknown) => {
      throw unwritable(join(within, each), thrown)
    })
}
