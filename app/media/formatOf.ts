import { endingOfMime } from '#shared/media/kinds.ts'
import type { Media } from '#shared/ports/value.ts'

/** The name of a format as users know it, by its media type: `MP4`, `WEBM`. */
export const formatOf = (mime: string): string => {
  const ending = endingOfMime(mime) ?? mime.slice(mime.indexOf('/') + 1)
  return ending === 'bin' ? 'File' : ending === 'jpg' ? 'JPEG' : ending.toUpperCase()
}

/** The name under which a medium is saved: its own, or the beginning of its SHA-256. */
export const saveName = ({ name, sha256, mime }: Media): string =>
  name ?? `${sha256.slice(0, 12)}.${endingOfMime(mime) ?? 'bin'}`
