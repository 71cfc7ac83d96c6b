import { AppError, toAppError } from '../errors.ts'
import type { Output, RequestName } from './contract.ts'
import { requests } from './contract.ts'

/** What the host does for each request: all of them, or it does not compile. */
export type Handlers = {
  readonly [N in RequestName]: (input: CheckedInput<N>) => Promise<Output<N>> | Output<N>
}

/** The input as the handler gets it: checked, with what the schema fills in. */
type CheckedInput<N extends RequestName> = ReturnType<(typeof requests)[N]['input']['parse']>

const isRequest = (name: string): name is RequestName => Object.hasOwn(requests, name)

/**
 * One request from outside: its name and input are a stranger's. Resolves with the checked output; rejects with an
 * `AppError` that may cross the boundary, never with anything else.
 */
export async function serve(handlers: Handlers, name: string, input: unknown): Promise<unknown> {
  if (!isRequest(name))
    throw new AppError('input.invalid', `There is no request ${JSON.stringify(name.slice(0, 100))}.`)
  const schema = requests[name]
  const read = schema.input.safeParse(input)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new AppError('input.invalid', `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
  }
  try {
    // The cast joins two entries of one table under one name, which TypeScript does not follow.
    const handle = handlers[name] as (input: unknown) => Promise<unknown>
    return schema.output.parse(await handle(read.data))
  } catch (thrown) {
    throw toAppError(thrown)
  }
}
