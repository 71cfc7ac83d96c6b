import { StringDecoder } from 'node:string_decoder'
import type { Duplex } from 'node:stream'

/** JSON values over a stream, one per line. */
export interface Lines {
  send(this: void, value: unknown): void
  /** How many bytes the other side has not read yet. */
  readonly unread: number
}

export interface LinesOptions {
  /** The most characters of a line. */
  readonly longest: number
  readonly onValue: (value: unknown) => void
}

/** Connects lines to a stream. A line that is too long or invalid JSON destroys the stream. */
export function createLines(stream: Duplex, { longest, onValue }: LinesOptions): Lines {
  const decoder = new StringDecoder('utf8')
  let parts: string[] = []
  let length = 0

  function onLine(line: string): void {
    try {
      onValue(JSON.parse(line))
    } catch (thrown) {
      stream.destroy(thrown instanceof Error ? thrown : undefined)
    }
  }

  stream.on('data', (chunk: Buffer) => {
    const [first = '', ...more] = decoder.write(chunk).split('\n')
    parts.push(first)
    length += first.length
    for (const next of more) {
      if (stream.destroyed) return
      const line = parts.join('')
      parts = [next]
      length = next.length
      onLine(line)
    }
    if (length > longest) stream.destroy(new Error('a line is too long'))
  })
  return {
    send(value) {
      if (!stream.destroyed && stream.writable) stream.write(`${JSON.stringify(value)}\n`)
    },
    get unread() {
      return stream.writableLength
    },
  }
}
