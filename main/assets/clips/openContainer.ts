import type { FileHandle } from 'node:fs/promises'
import type { Input } from 'mediabunny'
import { ALL_FORMATS, CustomSource, Input as OpenedInput } from 'mediabunny'

/** The memory that a reader may keep of what it has read, in bytes. */
const MAX_CACHED_BYTES = 2 * 2 ** 20

/**
 * A file as a container of tracks, of which only the parts that are needed are read, and at most `maxRead` bytes:
 * beyond that, what reads it rejects. Dispose of it before the file is closed.
 */
export function openContainer(file: FileHandle, size: number, maxRead = Infinity): Input {
  return new OpenedInput({
    formats: ALL_FORMATS,
    source: new CustomSource({
      getSize: () => size,
      read: createReader(file, maxRead),
      maxCacheSize: MAX_CACHED_BYTES,
      prefetchProfile: 'fileSystem',
      // What was read ahead and is damaged is not needed.
      handleUnhandledError: () => {},
    }),
  })
}

function createReader(file: FileHandle, maxRead: number) {
  let total = 0
  return async (start: number, end: number): Promise<Uint8Array> => {
    total += end - start
    if (total > maxRead) throw new Error('it says too little at its start and its end')
    const bytes = new Uint8Array(end - start)
    let length = 0
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, start + length)
      if (bytesRead === 0) throw new Error('it has become shorter')
      length += bytesRead
    }
    return bytes
  }
}
