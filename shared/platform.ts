// What every JavaScript platform has though the language itself has not. Nothing else of a platform is known here.

export {}

declare global {
  interface AbortSignal {
    readonly aborted: boolean
    readonly reason: unknown
    addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
    removeEventListener(type: 'abort', listener: () => void): void
  }

  interface AbortController {
    readonly signal: AbortSignal
    abort(reason?: unknown): void
  }

  const AbortController: { new (): AbortController }
}
