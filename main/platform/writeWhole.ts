import { randomUUID } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { OWN_FILE } from './closeToOthers.ts'
import { unwritable, whateverOfFile } from './fileError.ts'

/**
 * Writes a file atomically, replacing an existing one: a reader finds the old bytes or the new, at whatever moment the
 * machine stops. Folders above it are created. `mode` sets its permissions from the first byte on: the user alone by
 * default. Rejects with `file.unwritable`.
 */
export async function writeWhole(path: string, bytes: Uint8Array, mode = OWN_FILE): Promise<void> {
  const folder = dirname(path)
  // In the same folder, because a rename does not work across disks.
  const draft = join(folder, `.${randomUUID()}.draft`)
  try {
    await makeFolder(folder)
    const file = await open(draft, 'wx', mode)
    try {
      await writeAll(file, bytes)
    } finally {
      await file.close()
    }
    await rename(draft, path)
    await syncFolder(folder)
  } catch (thrown) {
    // The error was reported already; a temporary file that cannot be removed does not matter.
    await rm(draft, { force: true }).catch(whateverOfFile(undefined))
    throw unwritable(path, thrown)
  }
}

/** Writes bytes to a new file and has them on the disk when it resolves. */
export async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  await file.writeFile(bytes)
  const { size } = await file.stat()
  // A full disk may write a part without an error.
  if (size !== bytes.length) throw new Error(`only ${size} of ${bytes.length} bytes were taken`)
  await file.sync()
}

/** The same, piece by piece. Rejects as `pieces` does, too. */
export async function writePieces(file: FileHandle, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  let size = 0
  for await (const piece of pieces) {
    await writeAt(file, piece, size)
    size += piece.length
  }
  await file.sync()
}

/** Writes all of a piece at a place in a file: a full disk may take a part of it without an error. */
export async function writeAt(file: FileHandle, piece: Uint8Array, place: number): Promise<void> {
  for (let at = 0; at < piece.length;) {
    const { bytesWritten } = await file.write(piece, at, piece.length - at, place + at)
    if (bytesWritten === 0) throw new Error(`only ${place + at} bytes were taken`)
    at += bytesWritten
  }
}

/** Creates a folder and those above it, and has their entries on the disk when it resolves. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
}

/** Has a folder's entries on the disk when it resolves. Windows does so by itself and has no such call. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
