import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open, realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { isDeviceName } from '#nodes/local/naming/safeName.ts'
import { AppError } from '#shared/errors.ts'
import { unreadable } from '../platform/fileError.ts'

/** The maximum size of a picture's file, in bytes. */
export const MAX_FILE_BYTES = 256 * 2 ** 20

export interface WorkflowFileOptions {
  /** The folder of the workflow: its files are relative to it and must be inside of it. */
  readonly folder: string
  /** Whether the user has named this file: an absolute path, links not followed. It may then be anywhere. */
  readonly trusted: (path: string) => boolean
}

/**
 * Reads a file that a workflow names. Workflows are untrusted, so the file must be in the workflow's folder, also after
 * every link was followed. Rejects with `file.refused`, `file.unreadable` or `picture.large`.
 */
export async function readWorkflowFile(file: string, options: WorkflowFileOptions): Promise<Uint8Array> {
  const { path, flags } = await findFile(file, options)
  return readRegular(path, file, flags)
}

/** The same, piece by piece, whatever its size. Throws `file.refused` or `file.unreadable`. */
export async function* streamWorkflowFile(
  file: string,
  options: WorkflowFileOptions,
): AsyncGenerator<Uint8Array> {
  const { path, flags } = await findFile(file, options)
  try {
    const handle = await openRegular(path, flags)
    // The cast: without an encoding, the stream gives buffers. It closes the file.
    yield* handle.createReadStream() as AsyncIterable<Buffer>
  } catch (thrown) {
    throw unreadable(file, thrown)
  }
}

async function findFile(
  file: string,
  { folder, trusted }: WorkflowFileOptions,
): Promise<{ readonly path: string; readonly flags: number }> {
  const named = resolve(folder, file)
  if (trusted(named)) return { path: named, flags: 0 }
  // A workflow from Windows may use backslashes.
  const path = resolve(folder, checkName(file.replaceAll('\\', '/'), file))
  const [inside, real] = await Promise.all([realpath(folder), realpath(path)]).catch((thrown: unknown) => {
    throw unreadable(file, thrown)
  })
  if (!isInside(inside, real)) throw refused(file, `leads out of the workflow's folder, ${folder}, by a link`)
  return { path: real, flags: constants.O_NOFOLLOW }
}

/** Whether a path is in a folder, or is it; both absolute and without links. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

/** The path, if it only leads downwards. Throws `file.refused`. */
function checkName(path: string, file: string): string {
  if (path.includes('\0')) throw refused(file, 'has a null character in its name')
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path))
    throw refused(file, 'starts from a root; a workflow names files by their place in its own folder')
  const steps = path.split('/')
  if (steps.includes('..')) throw refused(file, "leads out of the workflow's folder")
  if (steps.some(isDeviceName)) throw refused(file, 'is the name of a device')
  return path
}

const refused = (file: string, why: string): AppError =>
  new AppError('file.refused', `${JSON.stringify(file)} is not read: it ${why}.`, { data: { file } })

async function openRegular(path: string, flags: number): Promise<FileHandle> {
  // Not blocking, because opening a pipe would wait for a writer.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | flags)
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) throw new Error(stat.isDirectory() ? 'it is a folder' : 'it is not a regular file')
    return handle
  } catch (thrown) {
    await handle.close()
    throw thrown
  }
}

async function readRegular(path: string, file: string, flags: number): Promise<Uint8Array> {
  try {
    const handle = await openRegular(path, flags)
    try {
      if ((await handle.stat()).size > MAX_FILE_BYTES)
        throw new AppError('picture.large', `${file} has more than ${MAX_FILE_BYTES / 2 ** 20} MiB.`)
      return new Uint8Array(await handle.readFile())
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    throw unreadable(file, thrown)
  }
}
