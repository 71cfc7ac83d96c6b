/** What a job of the measuring engine makes. */
export interface Outcome {
  /** When it was done, in milliseconds since 1970, with fractions. */
  readonly doneAt: number
  /** Calls about it up to the one that brought this, its submit among them. */
  readonly requests: number
}

/** One call that the measuring engine heard. */
export interface Call {
  readonly call: 'submit' | 'status' | 'result'
  readonly job: string
  readonly at: number
}

/** Now, in milliseconds since 1970, with fractions. */
export const instant = (): number => performance.timeOrigin + performance.now()

/** The outcome in what a client gives back. Throws where it is none. */
export function readOutcome(output: unknown): Outcome {
  if (typeof output === 'object' && output !== null && 'doneAt' in output && 'requests' in output)
    return { doneAt: Number(output.doneAt), requests: Number(output.requests) }
  throw new Error(`this is no outcome: ${JSON.stringify(output)}`)
}
