import type { Contender } from './contender.ts'
import { kahn, kahnWithKeys, kahnWithResults } from './limits.ts'
import { patchbay } from './patchbay.ts'
import { loadAsyncAuto } from './peers/asyncAuto.ts'
import { loadPGraph } from './peers/pGraph.ts'
import { loadRete } from './peers/rete.ts'
import { loadRivet } from './peers/rivet.ts'

/** What the ratios are relative to. */
export const LIMIT = 'limit 2: Kahn with cache keys'

/** All contenders, by name and in the order of the tables. Packages are loaded only where they run. */
export const contenders: Readonly<Record<string, () => Promise<Contender>>> = {
  'limit 1: Kahn over promises': async () => kahn,
  [LIMIT]: async () => kahnWithKeys,
  'limit 2, results kept too': async () => kahnWithResults,
  Patchbay: async () => patchbay,
  'p-graph': loadPGraph,
  'rete-engine': loadRete,
  'rivet-core': loadRivet,
  'async.auto': loadAsyncAuto,
}
