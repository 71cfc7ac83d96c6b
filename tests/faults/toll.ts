import type { ApiName } from '#main/practice/apiName.ts'

/** The totals of a number of trials. */
export interface Toll {
  /** Kills by how they were counted. */
  readonly kills: Map<string, number>
  trials: number
  /** Submits that each engine accepted. */
  readonly submits: Map<ApiName, number>
  /** Jobs that were approved. */
  approved: number
  unknowns: number
  /** Unknown jobs that the engine did not know, and that the user submitted again. */
  again: number
  /** Violated invariants, each with how to reproduce it. */
  readonly breaches: string[]
}

export const createToll = (): Toll => ({
  kills: new Map(),
  trials: 0,
  submits: new Map(),
  approved: 0,
  unknowns: 0,
  again: 0,
  breaches: [],
})

export const killsOf = ({ kills }: Toll): number => [...kills.values()].reduce((sum, count) => sum + count, 0)

export const addKill = ({ kills }: Toll, name: string): void =>
  void kills.set(name, (kills.get(name) ?? 0) + 1)

export const addSubmits = ({ submits }: Toll, engine: ApiName, count: number): void =>
  void submits.set(engine, (submits.get(engine) ?? 0) + count)

/** The totals as a readable table, in markdown. */
export function describeToll(toll: Toll): string {
  const { kills, trials, submits, approved, unknowns, again, breaches } = toll
  const width = Math.max(...[...kills.keys()].map(({ length }) => length), 5)
  const row = (name: string, value: number | string): string =>
    `| ${name.padEnd(width)} | ${String(value).padStart(6)} |`
  const all = [...submits.values()].reduce((sum, count) => sum + count, 0)
  const each = [...submits].map(([engine, count]) => `${engine} ${count}`).join(', ')
  const sorted = [...kills].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return [
    row('killed', 'times'),
    `| ${'-'.repeat(width)} | -----: |`,
    ...sorted.map(([name, count]) => row(name, count)),
    '',
    `${killsOf(toll)} kills in ${trials} trials · ${all} submits accepted (${each}) for ${approved} approved jobs, ` +
      `${again} of them asked for again by a person · ${unknowns} times shown as unknown · lost or broken: ${breaches.length}`,
  ].join('\n')
}
