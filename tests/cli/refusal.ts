import { stackTrace } from './runCli.ts'
import type { CliResult } from './runCli.ts'

/** Control and bidi characters: what a terminal would act on instead of showing it. */
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

export interface Refusal {
  readonly code: number | null
  /** The words that were looked for and are not on stderr. */
  readonly missing: readonly string[]
  /** What stands on stderr and is no sentence for a person. */
  readonly flaws: readonly string[]
  readonly stderr: string
}

/** What `result` must read like; its words stand on both sides of the comparison, for whoever has to read a failure. */
export const refusal = (code: number, { stderr }: CliResult): Refusal => ({
  code,
  missing: [],
  flaws: [],
  stderr,
})

/** Reads how the command line refused; to be compared with `refusal(code, result)`. */
export function readRefusal({ code, stderr }: CliResult, patterns: readonly RegExp[]): Refusal {
  const flaws = [
    stackTrace.test(stderr) && 'a stack trace',
    unprintable.test(stderr) && 'control characters',
    // A refusal is to be read; the file itself is not to be poured out over the terminal.
    stderr.length > 20_000 && 'more than anybody reads',
  ]
  return {
    code,
    missing: patterns.filter((word) => !word.test(stderr)).map(String),
    flaws: flaws.filter((flaw) => flaw !== false),
    stderr,
  }
}
