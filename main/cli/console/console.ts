import { plainText } from './plainText.ts'

/** The three streams of a command, injected. Lines are made plain before they are written. */
export interface Console {
  /** Prints a line of results to standard output. */
  print(line: string): void
  /** Prints a message to standard error. */
  info(line: string): void
  /** Replaces the progress line on a terminal; does nothing without one. */
  status(line: string): void
  readonly terminal: boolean
}

const CLEAR = '\r\u001b[K'

export function createConsole(
  out: { write(text: string): unknown },
  err: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number },
): Console {
  const terminal = err.isTTY === true
  let shown = false
  const clear = (): string => {
    const had = shown
    shown = false
    return had ? CLEAR : ''
  }
  return {
    terminal,
    print: (line) => void out.write(`${plainText(line)}\n`),
    info: (line) => void err.write(`${clear()}${plainText(line)}\n`),
    status(line) {
      if (!terminal) return
      const before = clear()
      shown = line !== ''
      err.write(`${before}${cut(plainText(line).replaceAll('\n', ' '), (err.columns || 80) - 1)}`)
    },
  }
}

/** The first characters of a text, without splitting any. */
const cut = (text: string, max: number): string =>
  text.length <= max ? text : Array.from(text).slice(0, max).join('')
