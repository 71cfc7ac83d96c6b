import { open } from 'node:fs/promises'
import type { MediaFormat } from '#shared/media/formats.ts'
import { HEAD_BYTES, sniffFormat } from '#shared/media/formats.ts'
import { unreadable } from '../../platform/fileError.ts'
import type { Fields, FileBytes } from './fields.ts'
import { createFields } from './fields.ts'
import { inFlac } from './inFlac.ts'
import { inMp3 } from './inMp3.ts'
import { inMp4 } from './inMp4.ts'
import { inWav } from './inWav.ts'
import { inWebm } from './inWebm.ts'
import type { Overwrite } from './overwrite.ts'
import { inOrder } from './overwrite.ts'

/** Ogg is not among them: its pages have checksums, and its texts are in the streams. */
const finders: Readonly<
  Partial<Record<MediaFormat, (fields: Fields) => AsyncIterable<Overwrite> | Promise<readonly Overwrite[]>>>
> = { mp4: inMp4, mov: inMp4, webm: inWebm, mp3: inMp3, wav: inWav, flac: inFlac }

/**
 * The parts of a film or sound that say where, when, with what and by whom it was made, and what is written in their
 * place. Its length, all offsets and its samples stay as they are. The file is untrusted: what cannot be read of it has
 * no parts. Rejects only as `read` does.
 */
export async function findMetadata(file: FileBytes): Promise<readonly Overwrite[]> {
  const format = sniffFormat(await file.read(0, Math.min(file.size, HEAD_BYTES)))
  const find = format === null ? undefined : finders[format]
  if (find === undefined) return []
  const parts: Overwrite[] = []
  for await (const part of await find(createFields(file))) parts.push(part)
  return inOrder(parts, file.size)
}

/** The same of a file on the disk. Rejects with `file.unreadable`. */
export async function findMetadataOf(path: string): Promise<readonly Overwrite[]> {
  try {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      const read = async (start: number, length: number): Promise<Uint8Array> => {
        const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, start)
        return buffer.subarray(0, bytesRead)
      }
      return await findMetadata({ size, read })
    } finally {
      await file.close()
    }
  } catch (thrown) {
    throw unreadable(path, thrown)
  }
}
