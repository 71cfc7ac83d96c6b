import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { CAPS } from '#shared/document/workflow.ts'
import { AppError } from '#shared/errors.ts'
import type { HostEvent } from '#shared/api/contract.ts'
import type { FoundWorkflow } from '../metadata/findWorkflow.ts'
import { unreadable } from '../platform/fileError.ts'
import type { MediaFormat } from '#shared/media/formats.ts'
import { sniffFormat } from '#shared/media/formats.ts'
import type { OpenRequest } from './deepLink.ts'

const MEBI = 2 ** 20

/** The maximum number of bytes that are read of each kind of file that can contain a workflow. */
const largest = { workflow: CAPS.file, picture: 64 * MEBI } as const

/** Of other kinds only the start is read. */
const embeddable: ReadonlySet<MediaFormat> = new Set(['png', 'jpeg', 'webp'])

/** How many bytes identify the format. */
const BEGINNING = 64

/** Finds the workflow in a picture, or in a file of another program; null if there is none. */
export type FindWorkflow = (bytes: Uint8Array, name: string) => Promise<FoundWorkflow | null>

/**
 * An open request for the page: a workflow to show. Nothing runs and nothing is fetched. Rejects with
 * `file.unreadable`, or as `find` does.
 */
export async function openRequest(
  request: OpenRequest,
  find: FindWorkflow,
): Promise<Extract<HostEvent, { type: 'opened' }>> {
  if (request.open === 'preview') return { type: 'opened', name: request.name, text: request.text }
  const file = basename(request.path)
  const name = file.replace(/\.json$/i, '').replace(/\.patchbay$/i, '') || file
  const { bytes, isPicture } = await readCapped(request.path)
  const text = isPicture ? '' : bytes.toString('utf8')
  if (!isPicture && readWorkflow(text).ok) return { type: 'opened', name: name.slice(0, 200), text }
  const found = await find(bytes, file.slice(0, 300))
  // The page reports what is wrong with it.
  if (found === null && !isPicture) return { type: 'opened', name: name.slice(0, 200), text }
  if (found === null) throw noWorkflowIn(file)
  const read = readWorkflow(found.text)
  const called = read.ok ? (read.workflow.name ?? file) : file
  return { type: 'opened', name: called.slice(0, 200), text: found.text }
}

const noWorkflowIn = (file: string): AppError =>
  new AppError('file.unreadable', `${file} carries no workflow. Drop it on a canvas to use it as a picture.`)

/** Reads a file if its first bytes identify it and its size allows it. */
async function readCapped(path: string): Promise<{ readonly bytes: Buffer; readonly isPicture: boolean }> {
  try {
    // Without waiting for a writer.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const stat = await file.stat()
      if (!stat.isFile()) throw new AppError('file.unreadable', `${path} is not a file.`)
      const format = sniffFormat(await readUpTo(file, BEGINNING))
      if (format !== null && !embeddable.has(format)) throw noWorkflowIn(basename(path))
      const isPicture = format !== null
      const max = isPicture ? largest.picture : largest.workflow
      if (stat.size > max) throw tooLarge(path, max)
      // Not by its size alone: it may be growing.
      const bytes = await readUpTo(file, Math.min(stat.size, max) + 1)
      if (bytes.length > max) throw tooLarge(path, max)
      return { bytes, isPicture }
    } finally {
      await file.close()
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : unreadable(path, thrown)
  }
}

const tooLarge = (path: string, max: number): AppError =>
  new AppError('file.unreadable', `${path} is larger than ${max / MEBI} MiB, the maximum.`)

/** The first bytes of a file, at most this many. */
async function readUpTo(file: FileHandle, max: number): Promise<Buffer> {
  const bytes = Buffer.alloc(max)
  let length = 0
  while (length < max) {
    const { bytesRead } = await file.read(bytes, length, max - length, length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return bytes.subarray(0, length)
}
