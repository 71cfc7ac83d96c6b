import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { readFile, rename, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { AppError } from '#shared/errors.ts'
import { endingsOfMedia } from '#shared/media/kinds.ts'
import type { Media } from '#shared/ports/value.ts'
import type { ReceivedFile } from '#shared/services.ts'
import type { PartialFile } from '../network/download.ts'
import type { DiskRoom } from '../platform/diskRoom.ts'
import { systemCode, unreadable, unwritable } from '../platform/fileError.ts'
import { makeFolder, syncFolder, writeWhole } from '../platform/writeWhole.ts'
import type { PartOwner } from './partialFile.ts'
import { openPartialFile, removeParts } from './partialFile.ts'
import type { ReceiveLimits } from './receiveFile.ts'
import { fillFile, receiveFile } from './receiveFile.ts'

/** Files named by the SHA-256 of their bytes, as in `aa/aa5f….png`. Each file is complete and never changes. */
export interface AssetFolder {
  /** Writes a file, unless it exists and is intact. Resolves with its SHA-256; rejects with `file.unwritable`. */
  save(bytes: Uint8Array, ending: string): Promise<string>
  /** Receives a file beside the others, see `receiveFile`: on the same disk, so that it can be adopted. */
  receive(pieces: AsyncIterable<Uint8Array>, limits?: ReceiveLimits): Promise<ReceivedFile>
  /** A file that is received in several tries, beside the others. */
  part(of: PartOwner): PartialFile
  /** Removes what is left of the files of an owner. Rejects with `file.*`. */
  removeParts(owner: string): Promise<void>
  /** Has a file written beside the others, see `fillFile`. */
  fill(fill: (file: FileHandle) => Promise<void>): Promise<ReceivedFile>
  /** Gives a received file its place, unless it is there already. Rejects with `file.unwritable`. */
  adopt(file: ReceivedFile, ending: string): Promise<void>
  /** Rejects with `file.unreadable` if the file is gone or its bytes have changed. */
  read(sha256: string, ending: string): Promise<Uint8Array>
  /** The same without its bytes: resolves with their number. */
  check(sha256: string, ending: string): Promise<number>
  /** The bytes, piece by piece. Throws as `read` does: changed bytes are noticed at their end. */
  stream(sha256: string, ending: string): AsyncIterable<Uint8Array>
  has(sha256: string, ending: string): boolean
  /**
   * The extension of an asset's file: of its type, or of the type under which it was stored before; undefined if its
   * type is not stored.
   */
  endingOf(media: Pick<Media, 'media' | 'mime' | 'sha256'>): string | undefined
  pathOf(sha256: string, ending: string): string
}

/** How much is hashed before others have a turn: about ten milliseconds of work. */
const PIECE = 2 ** 22

export async function sha256Of(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256')
  for (let at = 0; at < bytes.length; at += PIECE) {
    if (at > 0) await setImmediate()
    hash.update(bytes.subarray(at, at + PIECE))
  }
  return hash.digest('hex')
}

const missing = (path: string, thrown: unknown): AppError =>
  systemCode(thrown) === 'ENOENT'
    ? new AppError('file.unreadable', `The asset ${path} is gone.`, { data: { path }, cause: thrown })
    : unreadable(path, thrown)

const damaged = (path: string): AppError =>
  new AppError('file.unreadable', `The asset ${path} is damaged: its bytes have changed.`, { data: { path } })

/** How much of a file is in memory when it is read piece by piece. */
const READ_AT_ONCE = 2 ** 18

/** The bytes of a file. Throws `file.unreadable`, after the last one if they do not have this hash. */
async function* verified(path: string, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  try {
    // The cast: without an encoding, the stream gives buffers.
    const pieces: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: READ_AT_ONCE })
    for await (const piece of pieces) {
      hash.update(piece)
      yield piece
    }
  } catch (thrown) {
    throw missing(path, thrown)
  }
  if (hash.digest('hex') !== sha256) throw damaged(path)
}

/** Files of a declared size are received only if there is `room` for them; any by default. */
export function createAssetFolder(folder: string, room?: DiskRoom): AssetFolder {
  const pathOf = (sha256: string, ending: string): string =>
    join(folder, sha256.slice(0, 2), `${sha256}.${ending}`)

  const has = (sha256: string, ending: string): boolean => existsSync(pathOf(sha256, ending))

  const isSound = async (path: string, sha256: string): Promise<boolean> => {
    try {
      for await (const _ of verified(path, sha256)) continue
      return true
    } catch {
      return false
    }
  }

  /** Marks the file as new, so that a clean-up spares it. False if it is gone. */
  const touch = async (path: string): Promise<boolean> => {
    const now = new Date()
    try {
      await utimes(path, now, now)
      return true
    } catch (thrown) {
      // A file whose time may not be set may not be removed either.
      return systemCode(thrown) !== 'ENOENT'
    }
  }

  return {
    async save(bytes, ending) {
      const sha256 = await sha256Of(bytes)
      const path = pathOf(sha256, ending)
      if (!(await isSound(path, sha256)) || !(await touch(path))) await writeWhole(path, bytes)
      return sha256
    },
    receive: async (pieces, limits) => receiveFile(folder, pieces, { ...limits, ...(room && { room }) }),
    part: (of) => openPartialFile(folder, of, { room }),
    removeParts: async (owner) => removeParts(folder, owner),
    fill: async (fill) => fillFile(folder, fill),
    async adopt(file, ending) {
      const path = pathOf(file.sha256, ending)
      if ((await isSound(path, file.sha256)) && (await touch(path))) return file.discard()
      try {
        await makeFolder(dirname(path))
        await rename(file.path, path)
        await syncFolder(dirname(path))
      } catch (thrown) {
        throw unwritable(path, thrown)
      }
    },
    async read(sha256, ending) {
      const path = pathOf(sha256, ending)
      const bytes = await readFile(path).catch((thrown: unknown) => {
        throw missing(path, thrown)
      })
      if ((await sha256Of(bytes)) !== sha256) throw damaged(path)
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    },
    async check(sha256, ending) {
      let size = 0
      for await (const { length } of verified(pathOf(sha256, ending), sha256)) size += length
      return size
    },
    stream: (sha256, ending) => verified(pathOf(sha256, ending), sha256),
    has,
    endingOf(media) {
      const possible = endingsOfMedia(media)
      return possible.find((ending) => has(media.sha256, ending)) ?? possible[0]
    },
    pathOf,
  }
}
