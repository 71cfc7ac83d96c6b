// npm run fuzz: a table to stdout, progress to stderr. Exit code 1 when something crashed, took long, or grew.

import { parseArgs } from 'node:util'
import { loadRegistry } from '#main/assets/workers/loadRegistry.ts'
import { describeOutcome, fuzz } from './fuzz.ts'

const log = (line: string): void => void process.stderr.write(`${line}\n`)

const number = (name: string, text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  log(`--${name} is a whole number, not ${JSON.stringify(text)}`)
  return process.exit(64)
}

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const seed = number('seed', values.seed)
log(`seed ${seed}`)
const outcome = await fuzz(number('inputs', values.inputs), seed, await loadRegistry(), log)
process.stdout.write(`${describeOutcome(outcome)}\n`)
for (const line of [...outcome.crashes, ...outcome.slow].slice(0, 100)) log(line)
process.exitCode = outcome.crashes.length + outcome.slow.length > 0 || outcome.memory > 512 ? 1 : 0
