import type { Job, Runner, Sample } from './runner.ts'

/** Repetitions and time limits. */
export interface Effort {
  /** Warm-up rounds that are not counted. */
  readonly warmUps: number
  readonly rounds: number
  /** The total time in milliseconds after which a contender has no more turns; it has at least one. */
  readonly allowance: number
  /** Milliseconds after which a single run has failed. */
  readonly limit: number
}

/** By contender: its samples, or why there are none. */
export type Measured = ReadonlyMap<string, readonly Sample[] | { readonly failed: string }>

/**
 * Measures a job for every runner, interleaved: each has one turn per round, and every round starts with another one,
 * so that other load on the machine affects all alike.
 */
export async function measure(runners: readonly Runner[], job: Job, effort: Effort): Promise<Measured> {
  const measured = new Map<string, Sample[] | { failed: string }>()
  const spent = new Map<string, number>()
  for (let round = -effort.warmUps; round < effort.rounds; round++) {
    if (round === 0) spent.clear()
    for (let turn = 0; turn < runners.length; turn++) {
      const runner = runners[(turn + round + effort.warmUps) % runners.length]
      if (runner === undefined) continue
      const samples = measured.get(runner.name) ?? []
      const used = spent.get(runner.name) ?? 0
      if ('failed' in samples || used > effort.allowance) continue
      const reply = await runner.run(job, effort.limit)
      if ('failed' in reply) {
        measured.set(runner.name, reply)
        continue
      }
      spent.set(runner.name, used + reply.prepare + reply.run)
      if (round >= 0) measured.set(runner.name, [...samples, reply])
    }
  }
  return measured
}
