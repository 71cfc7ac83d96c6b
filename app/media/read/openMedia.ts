import { ALL_FORMATS, CustomSource, Input } from 'mediabunny'
import { GoneError } from '../poster/posters.ts'

/** The most that is read at once and kept, in bytes. */
const CACHE = 4 * 2 ** 20

/**
 * A video or audio file of the library, of which only the parts that are needed are read. Dispose of it. What reads it
 * rejects with `GoneError` if the library does not have it.
 */
export function openMedia(url: string): Input {
  return new Input({
    formats: ALL_FORMATS,
    source: new CustomSource({
      getSize: async () => Number((await ask(url, { method: 'HEAD' })).headers.get('content-length')),
      read: async (start, end) => {
        const answer = await ask(url, { headers: { range: `bytes=${start}-${end - 1}` } })
        return new Uint8Array(await answer.arrayBuffer())
      },
      maxCacheSize: CACHE,
      prefetchProfile: 'fileSystem',
    }),
  })
}

async function ask(url: string, how: RequestInit): Promise<Response> {
  const answer = await fetch(url, how)
  if (answer.status === 404) throw new GoneError('The library does not have this file.')
  if (!answer.ok) throw new Error(`The host answered ${answer.status}.`)
  return answer
}
