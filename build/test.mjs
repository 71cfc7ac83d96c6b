// npm test: everything that must hold, stage by stage.

import { parseArgs } from 'node:util'

import { prepareTools } from './prepare.mjs'
import { say } from './prepare/say.mjs'
import { runScript, Stop } from './prepare/stop.mjs'
import { stages } from './test/stages.mjs'
import { runStages } from './test/runStages.mjs'
import { summary } from './test/summary.mjs'

const EX_USAGE = 64

const usage = `npm test [-- [stage…] [-- <words for vitest>]]

Without a stage, all of them run in this order:
${stages.map(({ name, title }) => `  ${name.padEnd(13)}${title}`).join('\n')}

  npm test -- types lint            two stages
  npm test -- unit -- shared/ports  the unit tests of one folder (then without the coverage that all of shared/ must reach)`

await runScript(async () => {
  const { chosen, words, help } = readArguments(process.argv.slice(2))
  if (help) {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  const node = await prepareTools()
  const results = await runStages(chosen, { node, words }, (line) => process.stdout.write(`${line}\n`))
  process.stdout.write(`\n${summary(results)}\n`)
  return results.every(({ passed }) => passed) ? 0 : 1
})

/** @param {readonly string[]} given */
function readArguments(given) {
  const split = given.indexOf('--')
  const [ours, words] = split === -1 ? [given, []] : [given.slice(0, split), given.slice(split + 1)]
  try {
    const { values, positionals } = parseArgs({
      args: [...ours],
      options: { help: { type: 'boolean', short: 'h', default: false } },
      allowPositionals: true,
    })
    const unknown = positionals.find((name) => stages.every((stage) => stage.name !== name))
    if (unknown !== undefined) throw new Error(`There is no stage "${unknown}".`)
    const chosen = positionals.length === 0 ? stages : stages.filter(({ name }) => positionals.includes(name))
    return { chosen, words, help: values.help }
  } catch (error) {
    say(usage)
    throw new Stop(error instanceof Error ? error.message : String(error), EX_USAGE)
  }
}
