/** The events of one fake object: who listens, and a way to make them happen. */
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
        // The cast: a test that makes an event happen knows what comes with it.
        await listener(...(args as never[]))
      }
    },
  }
}

/** An event whose effect can be prevented, and whether it was. */
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
