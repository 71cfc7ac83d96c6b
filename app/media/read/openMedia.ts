import { ALL_FORMATS, CustomSource, Input } from 'mediabunny'
import { askMedia, readFacts } from './askMedia.ts'

/** The most that is read at once and kept, in bytes. */
const CACHE = 4 * 2 ** 20

/**
 * A video or audio file of the library, of which only the parts that are needed are read. Dispose of it. What reads it
 * rejects with `GoneError` if the library does not have it. `onRead` gets how many bytes are read, each time.
 */
export function openMedia(url: string, onRead?: (bytes: number) => void): Input {
  return new Input({
    formats: ALL_FORMATS,
    source: new CustomSource({
      getSize: async () => (await readFacts(url)).bytes,
      read: async (start, end) => {
        onRead?.(end - start)
        const answer = await askMedia(url, { headers: { range: `bytes=${start}-${end - 1}` } })
        return new Uint8Array(await answer.arrayBuffer())
      },
      maxCacheSize: CACHE,
      prefetchProfile: 'fileSystem',
    }),
  })
}
