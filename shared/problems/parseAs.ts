import { z } from 'zod'

/**
 * As `schema.safeParse`, for values from strangers: it does not throw either where zod does. zod compares the `length` of
 * whatever has one, though it found before that it is no text and no list; of `{"length": {"toString": null}}` that throws.
 */
export function parseAs<T extends z.ZodType>(
  schema: T,
  value: unknown,
  options?: z.core.ParseContext<z.core.$ZodIssue>,
): z.ZodSafeParseResult<z.output<T>> {
  try {
    return schema.safeParse(value, options)
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown
    const issue: z.core.$ZodIssue = { code: 'custom', path: [], message: 'cannot be read', input: value }
    // The cast: what it would have become is of no account where it is none.
    return { success: false, error: new z.ZodError([issue]) as z.ZodError<z.output<T>> }
  }
}
