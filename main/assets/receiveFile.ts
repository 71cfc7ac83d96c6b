import { createHash, randomUUID } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { ReceivedFile } from '#shared/services.ts'
import { OWN_FILE } from '../platform/closeToOthers.ts'
import { unwritable, whateverOfFile } from '../platform/fileError.ts'
import { makeFolder, writeAt } from '../platform/writeWhole.ts'

/** How much of a file's beginning is kept at hand: enough to name its format, and to say what it is otherwise. */
const HEAD = 512

/** The maximum size of a file that is received piece by piece, in bytes. */
export const MAX_RECEIVED_BYTES = 2 ** 32

/**
 * Writes what arrives to a temporary file below `folder`, hashing it on the way: it is on the disk when this resolves.
 * Nothing is left otherwise. `name` is its name in messages. Rejects with `picture.large` above `max` bytes, with
 * `file.unwritable`, or as `pieces` does.
 */
export async function receiveFile(
  folder: string,
  pieces: AsyncIterable<Uint8Array>,
  { name = 'The file', max = MAX_RECEIVED_BYTES }: { readonly name?: string; readonly max?: number } = {},
): Promise<ReceivedFile> {
  const id = randomUUID()
  // A folder of the store and a name that a clean-up knows: what a killed process left is removed some time.
  const path = join(folder, id.slice(0, 2), `.${id}.draft`)
  const discard = async (): Promise<void> => rm(path, { force: true }).catch(whateverOfFile(undefined))
  try {
    return { path, ...(await write(path, pieces, max, name)), discard }
  } catch (thrown) {
    await discard()
    throw thrown
  }
}

async function write(path: string, pieces: AsyncIterable<Uint8Array>, max: number, name: string) {
  const hash = createHash('sha256')
  const file = await create(path)
  const head: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of pieces) {
      if (size + piece.length > max)
        throw new AppError('picture.large', `${name} has more than ${Math.floor(max / 2 ** 20)} MiB.`)
      // A copy, because a stream may use its buffers again.
      if (size < HEAD) head.push(Uint8Array.from(piece.subarray(0, HEAD - size)))
      hash.update(piece)
      await writeAt(file, piece, size).catch((thrown: unknown) => {
        throw unwritable(path, thrown)
      })
      size += piece.length
    }
    await file.sync().catch((thrown: unknown) => {
      throw unwritable(path, thrown)
    })
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size, head: new Uint8Array(Buffer.concat(head)) }
}

async function create(path: string): Promise<FileHandle> {
  try {
    await makeFolder(join(path, '..'))
    return await open(path, 'wx', OWN_FILE)
  } catch (thrown) {
    throw unwritable(path, thrown)
  }
}
