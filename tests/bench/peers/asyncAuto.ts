import type { Contender } from '../contender.ts'
import { load } from './load.ts'

type Results = Readonly<Record<string, number>>
type First = () => Promise<number>
type Dependent = (results: Results) => Promise<number>

interface AsyncPackage {
  /** Functions declared `async` take no callback and are awaited. */
  readonly auto: (
    tasks: Readonly<Record<string, First | readonly (string | Dependent)[]>>,
  ) => Promise<Results>
}

/** `async.auto` with async functions. It has no preparation step: checking and running are one call. */
export async function loadAsyncAuto(): Promise<Contender> {
  const { auto } = await load<AsyncPackage>('async')
  const asItIs = (made: number): number => made
  return {
    describe({ shape, work }) {
      const tasks: Record<string, First | (string | Dependent)[]> = {}
      shape.sources.forEach((sources, node) => {
        const names = sources.map((source) => `node-${source}`)
        const [first = '', second = ''] = names
        tasks[`node-${node}`] =
          names.length === 0
            ? async () => work(node, 0, 0, asItIs)
            : [...names, async (results) => work(node, results[first] ?? 0, results[second] ?? 0, asItIs)]
      })
      return { prepare() {}, run: async () => auto(tasks) }
    },
  }
}
