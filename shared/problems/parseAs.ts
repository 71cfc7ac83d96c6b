import { z } from 'zod'

/**
 * Like `schema.safeParse`, for untrusted values: it does not throw where zod does. zod compares the `length` of
 * whatever has one, although it found before that it is neither a text nor a list; for `{"length": {"toString": null}}`
 * that throws.
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
    // The cast: the type of the output does not matter if parsing failed.
    return { success: false, error: new z.ZodError([issue]) as z.ZodError<z.output<T>> }
  }
}
