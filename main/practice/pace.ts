import { createRandom } from './draw/index.ts'

/** How long requests take: a word, or milliseconds with a spread (0–1) around them. */
export type Pace = 'fast' | 'real' | PaceNumbers

export interface PaceNumbers {
  /** The minimum time in the queue. */
  readonly queueMs: number
  /** The minimum working time; drawing may take longer. */
  readonly runMs: number
  /** 0.2: between 20 % shorter and 20 % longer, decided by the request's id. */
  readonly spread: number
}

const named: { readonly [pace in Extract<Pace, string>]: PaceNumbers } = {
  fast: { queueMs: 2, runMs: 5, spread: 0 },
  real: { queueMs: 700, runMs: 2600, spread: 0.25 },
}

export const readPace = (pace: Pace): PaceNumbers => (typeof pace === 'string' ? named[pace] : pace)

/** The two times of one request, in milliseconds. */
export function paceOf(
  pace: PaceNumbers,
  requestId: string,
): { readonly queueMs: number; readonly runMs: number } {
  const random = createRandom(`pace ${requestId}`)
  const vary = (ms: number): number => Math.max(0, Math.round(ms * (1 + pace.spread * random.between(-1, 1))))
  return { queueMs: vary(pace.queueMs), runMs: vary(pace.runMs) }
}
