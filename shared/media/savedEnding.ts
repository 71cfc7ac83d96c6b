import type { Media } from '../ports/value.ts'
import { endingOf, formatOfEnding } from './formats.ts'
import { endingOfMime } from './kinds.ts'

/** Endings of data that no system runs as a program when it is opened. */
const dataEndings = new Set(
  'csv gz json jsonl md mtl npy npz obj parquet pdf safetensors srt stl tar tsv txt vtt yaml yml zip'.split(
    ' ',
  ),
)

/**
 * The extension under which a file is saved for the user. What is stored as bytes has that of its own name only if it
 * is one of data: the name comes from a server, and what it calls a program stays bytes.
 */
export function savedEnding({ mime, name = '' }: Pick<Media, 'mime' | 'name'>): string {
  const known = endingOfMime(mime)
  if (known !== undefined && known !== endingOf('bin')) return known
  const own = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return dataEndings.has(own) || formatOfEnding(own) !== undefined ? own : endingOf('bin')
}
