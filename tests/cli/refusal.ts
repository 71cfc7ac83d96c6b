import { stackTrace } from './runCli.ts'
import type { CliResult } from './runCli.ts'

/** Control and bidi characters: those that a terminal would interpret instead of showing. */
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

export interface Refusal {
  readonly code: number | null
  /** The expected words that are not on stderr. */
  readonly missing: readonly string[]
  /** The lines on stderr that are not sentences for a user. */
  readonly flaws: readonly string[]
  readonly stderr: string
}

/** The expected form of `result`; its words are on both sides of the comparison, for readable failures. */
export const refusal = (code: number, { stderr }: CliResult): Refusal => ({
  code,
  missing: [],
  flaws: [],
  stderr,
})

/** Reads the command line's refusal; to be compared with `refusal(code, result)`. */
export function readRefusal({ code, stderr }: CliResult, patterns: readonly RegExp[]): Refusal {
  const flaws = [
    stackTrace.test(stderr) && 'a stack trace',
    unprintable.test(stderr) && 'control characters',
    // A refusal must be readable; the file itself must not be printed to the terminal.
    stderr.length > 20_000 && 'more than anybody reads',
  ]
  return {
    code,
    missing: patterns.filter((word) => !word.test(stderr)).map(String),
    flaws: flaws.filter((flaw) => flaw !== false),
    stderr,
  }
}
