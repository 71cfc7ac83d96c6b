// npm run torture: a table to stdout, progress to stderr. Exit code 1 when anything was lost, paid twice or stuck.

import { parseArgs } from 'node:util'
import { apiNames } from '#main/practice/apiName.ts'
import { describeToll } from './toll.ts'
import { torture } from './torture.ts'

const log = (line: string): void => void process.stderr.write(`${line}\n`)

const number = (name: string, text: string, least: number): number => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least) return value
  log(`--${name} is a whole number from ${least}, not ${JSON.stringify(text)}`)
  return process.exit(64)
}

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    lanes: { type: 'string', default: '2' },
    engine: { type: 'string', default: 'both' },
  },
})
const engine = apiNames.find((name) => name === values.engine) ?? null
if (engine === null && values.engine !== 'both') {
  log(`--engine is ${apiNames.join(', ')} or both, not ${JSON.stringify(values.engine)}`)
  process.exit(64)
}
const seed = number('seed', values.seed, 0)
log(`seed ${seed}`)
const toll = await torture({
  kills: number('kills', values.kills, 1),
  seed,
  engine,
  lanes: number('lanes', values.lanes, 1),
  log,
})
process.stdout.write(`${describeToll(toll)}\n`)
for (const breach of toll.breaches) log(breach)
process.exitCode = toll.breaches.length === 0 ? 0 : 1
