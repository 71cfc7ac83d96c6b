import type { ErrorCode } from '#shared/errors.ts'
import { AppError } from '#shared/errors.ts'

type Meaning = readonly [code: ErrorCode, words: string]

/** SQLite's result codes that have a meaning for the user: the primary ones, and more specific extended ones. */
const meanings: Readonly<Record<number, Meaning>> = {
  5: ['library.held', 'another process is writing in it'],
  6: ['library.held', 'another process is writing in it'],
  8: ['file.unwritable', 'it may only be read'],
  10: ['file.unwritable', 'the disk failed'],
  11: ['library.broken', 'it is damaged'],
  13: ['file.unwritable', 'the disk is full'],
  14: ['file.unreadable', 'it cannot be opened'],
  26: ['library.broken', 'it is not a Patchbay library'],
  // Reading failed, or returned invalid data.
  266: ['library.broken', 'the disk cannot read it'],
  522: ['library.broken', 'its end is missing'],
  8202: ['library.broken', 'the disk gives other bytes than it took'],
  8458: ['library.broken', 'the disk is damaged'],
}

/** An error of SQLite as an AppError; any other error unchanged. A mistake in our own SQL is `internal`. */
export function asLibraryError(path: string, thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error) || !('errcode' in thrown)) return thrown
  const errcode = Number(thrown.errcode)
  const [code, message] = meanings[errcode] ?? meanings[errcode & 0xff] ?? ['internal', thrown.message]
  return new AppError(code, `The library ${path} cannot be used: ${message}.`, {
    cause: thrown,
    data: { path, errcode },
  })
}
