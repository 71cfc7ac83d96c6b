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

  interface TextDecoder {
    /** Throws where the bytes are none of the encoding's; with `stream`, a character cut off at the end is no fault. */
    decode(bytes: Uint8Array, options?: { stream?: boolean }): string
  }

  const TextDecoder: {
    /** With `ignoreBOM`, a byte order mark stays in the text. */
    new (encoding: 'utf-8', options: { fatal: true; ignoreBOM?: boolean }): TextDecoder
  }

  interface TextEncoder {
    /** UTF-8; half of a surrogate pair becomes U+FFFD. */
    encode(text: string): Uint8Array
  }

  const TextEncoder: { new (): TextEncoder }
}
