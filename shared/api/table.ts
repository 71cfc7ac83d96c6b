import type { z } from 'zod'
import { AppError, toAppError } from '../errors.ts'
import { parseAs } from '../problems/parseAs.ts'

/** The requests that one side may send to the other, by name, with the schemas that both sides validate with. */
export type RequestTable = Readonly<Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>>

export type NameIn<T extends RequestTable> = keyof T & string
export type InputOf<T extends RequestTable, N extends NameIn<T>> = z.input<T[N]['input']>
export type OutputOf<T extends RequestTable, N extends NameIn<T>> = z.output<T[N]['output']>

/**
 * The handlers of all requests; a missing one does not compile. An input arrives validated, with its defaults filled
 * in.
 */
export type HandlersOf<T extends RequestTable> = {
  readonly [N in NameIn<T>]: (input: z.output<T[N]['input']>) => Promise<OutputOf<T, N>> | OutputOf<T, N>
}

/**
 * Serves one external request, whose name and input are untrusted. Resolves with the validated output; rejects only
 * with an `AppError` that may cross the boundary.
 */
export async function serveTable<T extends RequestTable>(
  table: T,
  handlers: HandlersOf<T>,
  name: string,
  input: unknown,
): Promise<unknown> {
  const schema = Object.hasOwn(table, name) ? table[name] : undefined
  if (schema === undefined)
    throw new AppError('input.invalid', `There is no request ${JSON.stringify(name.slice(0, 100))}.`)
  const read = parseAs(schema.input, input)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new AppError('input.invalid', `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
  }
  try {
    // The cast joins two entries of one table under one name, which TypeScript does not follow.
    const handle = handlers[name as NameIn<T>] as (input: unknown) => unknown
    return schema.output.parse(await handle(read.data))
  } catch (thrown) {
    throw toAppError(thrown)
  }
}
