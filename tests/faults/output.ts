/** A program's output stream, as it arrives. */
export interface Output {
  text(): string
  add(chunk: string): void
  /** Resolves when the output so far matches. */
  when(pattern: RegExp): Promise<void>
}

export function createOutput(): Output {
  let text = ''
  const waiting = new Set<() => void>()
  return {
    text: () => text,
    add(chunk) {
      text += chunk
      for (const check of waiting) check()
    },
    when: (pattern) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!pattern.test(text)) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      }),
  }
}
