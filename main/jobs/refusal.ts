import type { AppError } from '#shared/errors.ts'

/** Why an account accepts no jobs, if so: its key was refused, or the balance is used up. */
export interface Refusal {
  readonly error: AppError | null
  set(error: AppError): void
  /** Allows the next submit, whatever the outcome of the last. */
  reset(): void
  /** Calls back after each change; returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void
}

export function createRefusal(): Refusal {
  const listeners = new Set<() => void>()
  let error: AppError | null = null
  const change = (next: AppError | null): void => {
    if (next === error) return
    error = next
    for (const listener of listeners) listener()
  }
  return {
    get error() {
      return error
    },
    set: change,
    reset: () => change(null),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
