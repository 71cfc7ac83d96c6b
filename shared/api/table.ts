import type { z } from 'zod'
import { AppError, toAppError } from '../errors.ts'
import { parseAs } from '../problems/parseAs.ts'

/** What one side may ask of the other: each request by its name, with the schemas that both sides check with. */
export type RequestTable = Readonly<Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>>

export type NameIn<T extends RequestTable> = keyof T & string
export type InputOf<T extends RequestTable, N extends NameIn<T>> = z.input<T[N]['input']>
export type OutputOf<T extends RequestTable, N extends NameIn<T>> = z.output<T[N]['output']>

/** What is done for each request: all of them, or it does not compile. An input arrives checked, its defaults filled in. */
export type HandlersOf<T extends RequestTable> = {
  readonly [N in NameIn<T>]: (input: z.output<T[N]['input']>) => Promise<OutputOf<T, N>> | OutputOf<T, N>
}

/**
 * One request from outside: its name and input are a stranger's. Resolves with the checked output; rejects with an
 * `AppError` that may cross the boundary, never with anything else.
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
