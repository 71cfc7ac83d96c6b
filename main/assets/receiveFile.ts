import type { Hash } from 'node:crypto'
import { createHash, randomUUID } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { ReceivedFile } from '#shared/services.ts'
import { OWN_FILE } from '../platform/closeToOthers.ts'
import type { DiskRoom } from '../platform/diskRoom.ts'
import { systemCode, unwritable, whateverOfFile } from '../platform/fileError.ts'
import { makeFolder, writeAt } from '../platform/writeWhole.ts'

/** How much of a file's beginning is kept at hand: enough to name its format, and to say what it is otherwise. */
export const HEAD = 512

/** The maximum size of a file that is received piece by piece, in bytes. */
export const MAX_RECEIVED_BYTES = 2 ** 32

export interface ReceiveLimits {
  /** The name of the file in messages. */
  readonly name?: string
  /** The maximum size in bytes. */
  readonly max?: number
  /** The declared size in bytes: there must be room for it before the first piece is taken. */
  readonly size?: number
}

/**
 * Writes what arrives to a temporary file below `folder`, hashing it on the way: it is on the disk when this resolves.
 * Nothing is left otherwise. Rejects with `picture.large` above the maximum, with `file.unwritable`, or as `pieces` does.
 */
export async function receiveFile(
  folder: string,
  pieces: AsyncIterable<Uint8Array>,
  {
    name = 'The file',
    max = MAX_RECEIVED_BYTES,
    size = 0,
    room,
  }: ReceiveLimits & { readonly room?: DiskRoom } = {},
): Promise<ReceivedFile> {
  const claim = await claimRoom(folder, room, size, name)
  try {
    return await draftFile(folder, async (path) => {
      const writing = createWriting(path, await create(path), max, name)
      try {
        for await (const piece of pieces) {
          await writing.write(piece)
          claim?.written(piece.length)
        }
        await writing.sync()
      } finally {
        await writing.close()
      }
      return writing.facts()
    })
  } finally {
    claim?.release()
  }
}

/**
 * The same for a file that is not written from its start to its end: `fill` writes wherever it wants. Rejects with
 * `file.unwritable`, or as `fill` does.
 */
export async function fillFile(
  folder: string,
  fill: (file: FileHandle) => Promise<void>,
): Promise<ReceivedFile> {
  return draftFile(folder, async (path) => {
    const file = await create(path)
    try {
      await fill(file)
      await file.sync()
      return await readBack(file)
    } catch (thrown) {
      // The system's errors are about this file: `fill` handles those of others.
      throw systemCode(thrown) === '' ? thrown : unwritable(path, thrown)
    } finally {
      await file.close()
    }
  })
}

type Written = Pick<ReceivedFile, 'sha256' | 'size' | 'head'>

async function draftFile(folder: string, write: (path: string) => Promise<Written>): Promise<ReceivedFile> {
  const id = randomUUID()
  // A folder of the store and a name that a clean-up knows: what a killed process left is removed some time.
  const path = join(folder, id.slice(0, 2), `.${id}.draft`)
  const discard = async (): Promise<void> => rm(path, { force: true }).catch(whateverOfFile(undefined))
  try {
    return { path, ...(await write(path)), discard }
  } catch (thrown) {
    await discard()
    throw thrown
  }
}

/** How much of a file is in memory when it is read piece by piece, in bytes. */
const READ_AT_ONCE = 2 ** 18

async function readBack(file: FileHandle): Promise<Written> {
  const hash = createHash('sha256')
  const piece = new Uint8Array(READ_AT_ONCE)
  let head = new Uint8Array()
  let size = 0
  for (;;) {
    const { bytesRead } = await file.read(piece, 0, piece.length, size)
    if (bytesRead === 0) return { sha256: hash.digest('hex'), size, head }
    if (size === 0) head = piece.slice(0, Math.min(HEAD, bytesRead))
    hash.update(piece.subarray(0, bytesRead))
    size += bytesRead
  }
}

/** Room for `bytes` beside what others write; undefined if none is needed. Rejects with `file.unwritable`. */
export async function claimRoom(folder: string, room: DiskRoom | undefined, bytes: number, name: string) {
  if (room === undefined || bytes === 0) return undefined
  // A library that has no assets yet has no folder for them.
  await makeFolder(folder).catch((thrown: unknown) => {
    throw unwritable(folder, thrown)
  })
  return room.claim(bytes, name)
}

/** What is in a file so far. */
export interface WrittenPart {
  readonly size: number
  readonly hash: Hash
  /** Its first bytes, at most `HEAD`. */
  readonly head: Uint8Array
}

export const emptyPart = (): WrittenPart => ({ size: 0, hash: createHash('sha256'), head: new Uint8Array() })

/** Adds a piece to what is known of a file. A copy of its bytes, because a stream may use its buffers again. */
export const withHead = (head: Uint8Array, piece: Uint8Array): Uint8Array =>
  head.length >= HEAD ? head : Uint8Array.from([...head, ...piece.subarray(0, HEAD - head.length)])

/** Writes on at the end of a part. Rejects with `picture.large` above `max` bytes and with `file.unwritable`. */
export function createWriting(
  path: string,
  file: FileHandle,
  max: number,
  name: string,
  { size: from, hash, head: first }: WrittenPart = emptyPart(),
) {
  let [size, head] = [from, first]
  const orUnwritable = (thrown: unknown): never => {
    throw unwritable(path, thrown)
  }
  return {
    async write(piece: Uint8Array): Promise<void> {
      if (size + piece.length > max)
        throw new AppError('picture.large', `${name} has more than ${Math.floor(max / 2 ** 20)} MiB.`)
      head = withHead(head, piece)
      hash.update(piece)
      await writeAt(file, piece, size).catch(orUnwritable)
      size += piece.length
    },
    size: () => size,
    sync: async (): Promise<void> => file.sync().catch(orUnwritable),
    close: async (): Promise<void> => file.close(),
    facts: () => ({ sha256: hash.digest('hex'), size, head }),
  }
}

async function create(path: string): Promise<FileHandle> {
  try {
    await makeFolder(join(path, '..'))
    // With `+`, because a filled file is read back.
    return await open(path, 'wx+', OWN_FILE)
  } catch (thrown) {
    throw unwritable(path, thrown)
  }
}
