import type { FileHandle } from 'node:fs/promises'
import type { StreamTargetChunk } from 'mediabunny'
import { StreamTarget } from 'mediabunny'
import { writeAt } from '../../platform/writeWhole.ts'

/** How much is collected before it is written, in bytes. */
const COLLECTED_BYTES = 2 ** 18

/** Writes into a file: what is small and follows each other at once, in one buffer, so that little memory is used. */
export function createFileTarget(file: FileHandle): StreamTarget {
  const buffer = new Uint8Array(COLLECTED_BYTES)
  let start = 0
  let length = 0
  const flush = async (): Promise<void> => {
    const piece = buffer.subarray(0, length)
    length = 0
    await writeAt(file, piece, start)
  }
  const writable = new WritableStream<StreamTargetChunk>({
    async write({ data, position }) {
      if (position !== start + length || length + data.length > buffer.length) await flush()
      if (data.length > buffer.length) return writeAt(file, data, position)
      if (length === 0) start = position
      buffer.set(data, length)
      length += data.length
    },
    close: flush,
  })
  return new StreamTarget(writable)
}
