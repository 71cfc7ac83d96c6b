interface Waiting<T> {
  value: T
  readonly done: PromiseWithResolvers<void>
}

/**
 * Writes one thing repeatedly, one write at a time: of the values that arrive during a write, only the latest is
 * written after it. Each call resolves when its value, or a later one, was written, and rejects as that write does.
 */
export function createLatestWriter<T>(write: (value: T) => Promise<void>): (value: T) => Promise<void> {
  let busy = false
  let next: Waiting<T> | null = null

  async function work(): Promise<void> {
    busy = true
    for (let now = next; now !== null; now = next) {
      next = null
      await write(now.value).then(now.done.resolve, now.done.reject)
    }
    busy = false
  }

  return (value) => {
    if (next === null) next = { value, done: Promise.withResolvers() }
    else next.value = value
    const { promise } = next.done
    if (!busy) void work()
    return promise
  }
}
