// npm test: everything that must hold, stage by stage.

import { prepareTools } from './prepare.mjs'
import { log } from './prepare/log.mjs'
import { runScript, Stop } from './prepare/stop.mjs'
import { readArguments, usage } from './test/arguments.mjs'
import { runStages } from './test/runStages.mjs'
import { runStress } from './test/stress.mjs'
import { summary } from './test/summary.mjs'
import { watchTests } from './test/watchTests.mjs'

const EX_USAGE = 64

await runScript(async () => {
  const { chosen, words, help, large, stress, watch } = argumentsOrStop(process.argv.slice(2))
  if (help) {
    print(usage)
    return 0
  }
  if (large) process.env['PATCHBAY_TEST_LARGE'] = '1'
  const node = await prepareTools()
  if (watch !== null) return watchTests({ node, paths: watch, words })
  if (stress !== null) return runStress({ ...stress, node, words }, print)
  const results = await runStages(chosen, { node, words }, print)
  print(`\n${summary(results)}`)
  return results.every(({ passed }) => passed) ? 0 : 1
})

/** @param {readonly string[]} given */
function argumentsOrStop(given) {
  try {
    return readArguments(given)
  } catch (error) {
    log(usage)
    throw new Stop(error instanceof Error ? error.message : String(error), EX_USAGE)
  }
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`)
}
