/** The events of one fake object: its listeners, and a way to emit. */
export interface FakeEmitter {
  on(event: string, listener: (...args: never[]) => unknown): void
  /** Resolves when every listener has. */
  happen(event: string, ...args: readonly unknown[]): Promise<void>
}

export function createFakeEmitter(): FakeEmitter {
  const listeners = new Map<string, ((...args: never[]) => unknown)[]>()
  return {
    on(event, listener) {
      listeners.set(event, [...(listeners.get(event) ?? []), listener])
    },
    async happen(event, ...args) {
      for (const listener of listeners.get(event) ?? []) {
        // The cast: a test that emits an event knows its arguments.
        await listener(...(args as never[]))
      }
    },
  }
}

/** An event that can be prevented, and whether it was. */
export function preventable<T extends object>(
  more: T,
): T & { preventDefault(): void; readonly prevented: () => boolean } {
  let prevented = false
  return {
    ...more,
    preventDefault() {
      prevented = true
    },
    prevented: () => prevented,
  }
}
