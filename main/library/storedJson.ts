import { AppError } from '#shared/errors.ts'

/**
 * Parses a JSON column of the library; `what` names its row in the error. Throws `library.broken` if it is no longer
 * the JSON that was written: a page may be valid, and a byte of its text changed.
 */
export function parseStoredJson(column: unknown, what: string): unknown {
  if (typeof column === 'string') {
    try {
      return JSON.parse(column)
    } catch (thrown) {
      // Reported below: the parser's own message would repeat the contents.
      if (!(thrown instanceof SyntaxError)) throw thrown
    }
  }
  throw damaged(what)
}

/** `library.broken` for one thing that differs from what was written. */
export const damaged = (what: string): AppError =>
  new AppError('library.broken', `The library is damaged: ${what} is not as it was written.`, {
    data: { what },
  })
