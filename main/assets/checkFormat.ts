import { open, readFile } from 'node:fs/promises'
import { AppError } from '#shared/errors.ts'
import type { MediaFormat } from '#shared/media/formats.ts'
import { sniffFormat } from '#shared/media/formats.ts'
import { factsOf, isPicture, mimeOf } from '#shared/media/kinds.ts'
import { describeUnknownFormat } from '#shared/media/unknownFormat.ts'
import type { MediaKind } from '#shared/ports/value.ts'
import type { Content } from '#shared/services.ts'
import { unreadable } from '../platform/fileError.ts'
import { MAX_FILE_BYTES } from './workflowFile.ts'

/**
 * The actual format of bytes, if it is one of the kind. Throws `picture.broken` with a message that names what they
 * are.
 */
export function checkFormat(
  bytes: Uint8Array,
  kind: MediaKind,
  name: string,
): { format: MediaFormat; mime: string } {
  const format = sniffFormat(bytes)
  const mime = format === null ? undefined : mimeOf(format, kind)
  if (format !== null && mime !== undefined) return { format, mime }
  const why = format === null ? describeUnknownFormat(bytes) : `it is of the format ${format.toUpperCase()}`
  const details = isPicture(kind) ? ' Pictures are PNG, JPEG, WebP, AVIF or GIF.' : ''
  throw new AppError(
    'picture.broken',
    `${name} is no ${factsOf[kind].noun} that can be used: ${why}.${details}`,
  )
}

/** The bytes of a picture: the codec needs all of them. */
export async function wholeOf(content: Content, name: string): Promise<Uint8Array> {
  if (content instanceof Uint8Array) return content
  if (content.size > MAX_FILE_BYTES)
    throw new AppError('picture.large', `${name} has more than ${MAX_FILE_BYTES / 2 ** 20} MiB.`)
  return new Uint8Array(await readFile(content.path))
}

/** How much of a file tells its format. */
const HEAD = 512

/** Rejects with `file.unreadable`. */
export async function headOfFile(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD), 0, HEAD, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (thrown) {
    throw unreadable(path, thrown)
  }
}
