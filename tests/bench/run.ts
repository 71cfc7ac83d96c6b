// npm run bench [-- --only scheduler|reading|store|reuse|recovery|polling]: prints markdown tables on stdout, and on stderr what is going on.

import { parseArgs } from 'node:util'

import { describeMachine } from './machine.ts'
import { benchPolling } from './polling.ts'
import { describeReading, measureReading } from './reading.ts'
import { benchRecovery } from './recovery.ts'
import { benchReuse } from './reuse.ts'
import { benchScheduler } from './scheduler.ts'
import { benchStoreWrites } from './storeWrites.ts'

const parts: Readonly<Record<string, (say: (line: string) => void) => Promise<string>>> = {
  scheduler: benchScheduler,
  reading: async (say) => {
    say('reading a file of 10,000 nodes')
    const lines = describeReading(measureReading()).map((line) => `- ${line}`)
    return `## Reading\n\n${lines.join('\n')}`
  },
  store: benchStoreWrites,
  reuse: benchReuse,
  recovery: benchRecovery,
  polling: benchPolling,
}

const { values } = parseArgs({ options: { only: { type: 'string' } } })
const chosen = values.only === undefined ? Object.keys(parts) : [values.only]
const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

process.stdout.write(`${describeMachine()}\n`)
for (const name of chosen) {
  const part = parts[name]
  if (part === undefined) {
    say(`There is no part ${JSON.stringify(name)}: it is one of ${Object.keys(parts).join(', ')}.`)
    process.exitCode = 64
    continue
  }
  process.stdout.write(`\n${await part(say)}\n`)
}
