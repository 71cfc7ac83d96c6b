import type { Media } from '#shared/ports/value.ts'
import { GoneError } from '../poster/posters.ts'

/** The type and size of a file of the library. Rejects with `GoneError` if it is not there. */
export async function readFacts(url: string): Promise<Pick<Media, 'mime' | 'bytes'>> {
  const { headers } = await askMedia(url, { method: 'HEAD' })
  return { mime: headers.get('content-type') ?? '', bytes: Number(headers.get('content-length')) }
}

/** Asks the host for a file of the library, or a part of it. Rejects with `GoneError` if it is not there. */
export async function askMedia(url: string, how: RequestInit): Promise<Response> {
  const answer = await fetch(url, how)
  if (answer.status === 404) throw new GoneError('The library does not have this file.')
  if (!answer.ok) throw new Error(`The host answered ${answer.status}.`)
  return answer
}
