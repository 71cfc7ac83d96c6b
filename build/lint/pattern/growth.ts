/** The lengths of the measured texts: each four times the previous one. */
const LENGTHS = [2 ** 10, 2 ** 12, 2 ** 14, 2 ** 16, 2 ** 18, 2 ** 20]
/** In microseconds: shorter times cannot be measured reliably, and hurt nobody. */
const FLOOR = 40_000
/** Four times the text takes four times as long if the time is linear, and sixteen times if it is quadratic. */
const MAX_GROWTH = 9

/** In microseconds, of this thread alone if Node supports it: from 23.9 on. */
function threadTime(): number {
  const { user, system } = (process.threadCpuUsage ?? process.cpuUsage)()
  return user + system
}

function timeOnce(act: () => void): number {
  const before = threadTime()
  act()
  return threadTime() - before
}

/**
 * The minimum processor time of this thread for `act` in a few tries, in microseconds: a busy machine only adds to it.
 */
export function cpuTime(act: () => void): number {
  let least = Infinity
  for (let attempt = 0; attempt < 3; attempt += 1) {
    least = Math.min(least, timeOnce(act))
    if (least < FLOOR / 4) break
  }
  return least
}

/**
 * Whether the time for a text of a megabyte is more than linear: null, or how it grew. It goes from short texts to long
 * ones, so that quadratic time is found before it takes minutes.
 */
export function overgrowth(textOf: (length: number) => string, act: (text: string) => void): string | null {
  let last = Infinity
  for (const [index, length] of LENGTHS.entries()) {
    const text = textOf(length)
    const time = timeOnce(() => act(text))
    // Once may be chance, such as a garbage collection. Quadratic time is so each time.
    const shorter = LENGTHS[index - 1] ?? length
    if (
      isTooMuch(time, last) &&
      TRIES.every(() =>
        isTooMuch(
          timeOnce(() => act(text)),
          cpuTime(() => act(textOf(shorter))),
        ),
      )
    )
      return `${length} characters take ${Math.round(time / 1000)} ms, a fourth of them ${Math.round(last / 1000)} ms`
    last = Math.max(time, 1)
  }
  return null
}

const TRIES = [1, 2, 3]

const isTooMuch = (time: number, shorter: number): boolean => time > FLOOR && time > shorter * MAX_GROWTH

/** One of each class of characters that programs distinguish. */
export const CLASSES: readonly string[] = [
  ...Array.from('aZ09. \t\n\r\\/"\'_-=+:;,#?&%@<>([]{}|*~^$!'),
  ...Array.from('\u0000\u007F\u00A0\u00AD\u00DF\u0301\u200B\u202E\u2028\u6771\uFEFF\uFFFD\u{1F9C0}'),
  '\uD800',
  '\uDC00',
]

export interface RunOfText {
  readonly name: string
  of(length: number): string
}

const runOf = (piece: string, head: string, tail: string): RunOfText => ({
  name: `${JSON.stringify(head)} ${JSON.stringify(piece)}… ${JSON.stringify(tail)}`,
  of: (length) => `${head}${piece.repeat(Math.ceil(length / piece.length))}${tail}`,
})

/** Runs of each of these pieces, followed by something of another class. */
export function runsOf(pieces: readonly string[], head = 'x'): readonly RunOfText[] {
  return pieces.map((piece) => runOf(piece, head, '\u0001x'))
}
