import type { AppError } from '#shared/errors.ts'

/** Why an account takes no more jobs, while it does not: its key was refused, or nothing is left to pay with. */
export interface Refusal {
  readonly error: AppError | null
  set(error: AppError): void
  /** The next submit is made, whatever became of the last. */
  reset(): void
  /** Calls back after each change; answers with the way to stop. */
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
