import { systemCode, unreadable } from './fileError.ts'

/**
 * A part of the program that is loaded when it is first needed. Rejects with `file.unreadable` if its file cannot be
 * read, for example because too many files are open: the next call tries again.
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (thrown) {
    throw systemCode(thrown) === '' ? thrown : unreadable('A part of Patchbay', thrown)
  }
}
