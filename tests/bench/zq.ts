import { loadPGraph } from './peers/pGraph.ts'
import { loadAsyncAuto } from './peers/asyncAuto.ts'
import { loadRete } from './peers/rete.ts'
import { loadRivet } from './peers/rivet.ts'
import { kahnWithKeys } from './limits.ts'
import { chain, fan, layers } from './shapes.ts'
import { createTask } from './task.ts'
process.on('unhandledRejection', (e) => console.log('UNHANDLED', String(e).slice(0, 100)))
const cs = [kahnWithKeys, await loadPGraph(), await loadAsyncAuto(), await loadRete(), await loadRivet()]
for (const n of [100, 300, 600, 1000, 3000, 10000]) for (const make of [chain, fan, layers]) {
  const shape = make(n)
  for (const c of cs) {
    if (n === 10000 && c.name === 'async.auto') continue
    const task = createTask(shape, 0)
    try {
    const d = c.describe(task)
    const s = performance.now(); await d.prepare(); const m = performance.now(); await d.run(); const e = performance.now()
    console.log(n, shape.name, c.name, 'prep', ((m - s) * 1000 / n).toFixed(2), 'run', ((e - m) * 1000 / n).toFixed(2))
    task.check()
    } catch (e) { console.log(n, shape.name, c.name, String(e).slice(0, 200)) }
  }
}
