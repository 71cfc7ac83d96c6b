// npm run bench [-- --only scheduler|reading|store|reuse|recovery|polling|pixels|canvas|catalogue|start]: prints markdown tables to
// stdout, and progress to stderr. The canvas is measured with `--sizes 100,1000` nodes, `--rounds 3` times.

import { parseArgs } from 'node:util'

import { benchCanvas } from './canvas/benchCanvas.ts'
import { benchCatalogue } from './catalogue/benchCatalogue.ts'
import { benchColdStart } from './coldStart.ts'
import { describeMachine } from './machine.ts'
import { benchPixels } from './pixels/benchPixels.ts'
import { benchPolling } from './polling.ts'
import { describeReading, measureReading } from './reading.ts'
import { benchRecovery } from './recovery.ts'
import { benchReuse } from './reuse.ts'
import { benchScheduler } from './scheduler.ts'
import { benchStoreWrites } from './storeWrites.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    sizes: { type: 'string', default: '100,500,1000,2000,5000' },
    rounds: { type: 'string', default: '1' },
  },
})

const parts: Readonly<Record<string, (log: (line: string) => void) => Promise<string>>> = {
  scheduler: benchScheduler,
  reading: async (log) => {
    log('reading a file of 5,000 nodes')
    const lines = describeReading(measureReading()).map((line) => `- ${line}`)
    return `## Reading\n\n${lines.join('\n')}`
  },
  catalogue: benchCatalogue,
  start: benchColdStart,
  store: benchStoreWrites,
  reuse: benchReuse,
  recovery: benchRecovery,
  polling: benchPolling,
  pixels: benchPixels,
  canvas: (log) =>
    benchCanvas(log, { sizes: values.sizes.split(',').map(Number), rounds: Number(values.rounds) }),
}

const chosen = values.only === undefined ? Object.keys(parts) : [values.only]
const log = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

process.stdout.write(`${describeMachine()}\n`)
for (const name of chosen) {
  const part = parts[name]
  if (part === undefined) {
    log(`There is no part ${JSON.stringify(name)}: it is one of ${Object.keys(parts).join(', ')}.`)
    process.exitCode = 64
    continue
  }
  process.stdout.write(`\n${await part(log)}\n`)
}
