// What every JavaScript platform has although the language itself has not. Nothing else of a platform is used here.

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

  interface TextDecoder {
    /** Throws if the bytes are invalid; with `stream`, a truncated character at the end is no error. */
    decode(bytes: Uint8Array, options?: { stream?: boolean }): string
  }

  const TextDecoder: {
    /** With `ignoreBOM`, a byte order mark stays in the text. */
    new (encoding: 'utf-8', options: { fatal: true; ignoreBOM?: boolean }): TextDecoder
  }

  interface TextEncoder {
    /** UTF-8; a lone surrogate becomes U+FFFD. */
    encode(text: string): Uint8Array
  }

  const TextEncoder: { new (): TextEncoder }
}
