import { AppError } from '#shared/errors.ts'

/** SQLite's primary result codes that mean something to a person. */
const meanings: Readonly<Record<number, readonly ['library.broken' | 'file.unwritable', string]>> = {
  8: ['file.unwritable', 'it may only be read'],
  10: ['library.broken', 'reading or writing it failed'],
  11: ['library.broken', 'it is damaged'],
  13: ['file.unwritable', 'the disk is full'],
  14: ['library.broken', 'it cannot be opened'],
  26: ['library.broken', 'it is no library'],
}

/** What SQLite threw as an error in our words; anything else as it is. */
export function asLibraryError(path: string, thrown: unknown): unknown {
  if (thrown instanceof AppError || !(thrown instanceof Error) || !('errcode' in thrown)) return thrown
  const [code, words] = meanings[Number(thrown.errcode) & 0xff] ?? ['library.broken', thrown.message]
  return new AppError(code, `The library ${path} cannot be used: ${words}.`, {
    cause: thrown,
    data: { path, errcode: Number(thrown.errcode) },
  })
}
