/** The output of a job of the measuring engine. */
export interface Outcome {
  /** When it was done, in milliseconds since 1970, with fractions. */
  readonly doneAt: number
  /** The number of calls about it up to the one that returned this, including its submit. */
  readonly requests: number
}

/** One call that the measuring engine received. */
export interface Call {
  readonly call: 'submit' | 'status' | 'result'
  readonly job: string
  readonly at: number
}

/** Now, in milliseconds since 1970, with fractions. */
export const instant = (): number => performance.timeOrigin + performance.now()

/** The outcome in a client's result. Throws if it is none. */
export function readOutcome(output: unknown): Outcome {
  if (typeof output === 'object' && output !== null && 'doneAt' in output && 'requests' in output)
    return { doneAt: Number(output.doneAt), requests: Number(output.requests) }
  throw new Error(`this is no outcome: ${JSON.stringify(output)}`)
}
