import { AppError } from '#shared/errors.ts'

/**
 * What a JSON column of the library says; `what` names its row in words. Throws `library.broken` where it is no longer
 * the JSON that was written: a page may be sound as a page, and a byte of its text another.
 */
export function parseStoredJson(column: unknown, what: string): unknown {
  if (typeof column === 'string') {
    try {
      return JSON.parse(column)
    } catch (thrown) {
      // Said below: the parser's own words would repeat what a stranger wrote.
      if (!(thrown instanceof SyntaxError)) throw thrown
    }
  }
  throw damaged(what)
}

/** `library.broken` for one thing that is not as it was written. */
export const damaged = (what: string): AppError =>
  new AppError('library.broken', `The library is damaged: ${what} is not as it was written.`, {
    data: { what },
  })
