import { parseArgs } from 'node:util'

import { fastStages, stages, testStages } from './stages.mjs'

/**
 * @typedef {object} Arguments
 * @property {boolean} help
 * @property {readonly string[]} words Passed to vitest unchanged.
 * @property {readonly import('./stages.mjs').Stage[]} chosen In the order in which they run.
 * @property {true} [large] Tests that need half a minute of a processor or more run, too.
 * @property {StressArguments | null} stress
 * @property {readonly string[] | null} watch Paths of tests that run again whenever something that they use changes.
 *
 * @typedef {object} StressArguments
 * @property {readonly import('./stages.mjs').TestStage[]} stages
 * @property {number} runs
 * @property {number} busy How many busy loops run beside the tests.
 */

const DEFAULT_RUNS = 20
const DEFAULT_BUSY = 4

/** The tests that depend most on the machine: programs, processes and pages. */
const stressedByDefault = ['faults', 'browser', 'electron']

export const usage = `npm test [-- [stage…] [-- <words for vitest>]]

Without a stage, all of them run in this order:
${stages.map(({ name, title }) => `  ${name.padEnd(13)}${title}`).join('\n')}

  npm test -- fast                  the fast lane, for every commit: ${fastStages.join(', ')}
  npm test -- types lint            two stages
  npm test -- unit -- shared/ports  the unit tests of one folder (then without the coverage that shared/ must reach)
  npm test -- integration --large   with the tests that take half a minute of a processor: an archive of more than 4 GiB

npm test -- watch <path…>         runs tests again whenever they, or what they import, change

npm test -- stress [stage…] [--runs n] [--busy n] [-- <words for vitest>]

The stress lane, before a change goes in: runs the tests again and again, at low priority and beside busy loops, and
counts the failures of each. Default: ${stressedByDefault.join(', ')}; ${DEFAULT_RUNS} runs, ${DEFAULT_BUSY} busy loops.

  npm test -- stress browser --runs 5 -- tests/browser/mask.test.ts`

/**
 * @param {readonly string[]} given The words of the command line.
 * @returns {Arguments}
 * @throws {Error} With a readable reason when they are invalid.
 */
export function readArguments(given) {
  const split = given.indexOf('--')
  const [ours, words] = split === -1 ? [given, []] : [given.slice(0, split), given.slice(split + 1)]
  const { values, positionals } = parseArgs({
    args: [...ours],
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      large: { type: 'boolean', default: false },
      runs: { type: 'string' },
      busy: { type: 'string' },
    },
    allowPositionals: true,
  })
  if (positionals[0] === 'watch' && !values.help) {
    const paths = positionals.slice(1)
    if (paths.length === 0) throw new Error('"watch" takes the path of a test, or a folder of them.')
    return { help: false, words, chosen: [], stress: null, watch: paths }
  }
  const stressed = positionals[0] === 'stress'
  const names = stressed ? positionals.slice(1) : positionals
  checkStages(names, stressed)
  if (!stressed && (values.runs !== undefined || values.busy !== undefined))
    throw new Error('--runs and --busy belong to "stress".')
  return {
    help: values.help,
    ...(values.large && { large: true }),
    words,
    chosen: stressed ? [] : chosenStages(names),
    stress: stressed
      ? {
          stages: byName(testStages, names.length === 0 ? stressedByDefault : names),
          runs: readCount('--runs', values.runs ?? `${DEFAULT_RUNS}`, 1),
          busy: readCount('--busy', values.busy ?? `${DEFAULT_BUSY}`, 0),
        }
      : null,
    watch: null,
  }
}

/**
 * @param {readonly string[]} names
 * @param {boolean} stressed
 */
function checkStages(names, stressed) {
  const known = stressed ? testStages.map(({ name }) => name) : [...stages.map(({ name }) => name), 'fast']
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return
  if (stressed) throw new Error(`Only tests can be stressed (${known.join(', ')}), not "${unknown}".`)
  throw new Error(`There is no stage "${unknown}".`)
}

/** @param {readonly string[]} names */
function chosenStages(names) {
  if (names.length === 0) return stages
  return byName(
    stages,
    names.flatMap((name) => (name === 'fast' ? fastStages : name)),
  )
}

/**
 * @template {{ readonly name: string }} T
 * @param {readonly T[]} all
 * @param {readonly string[]} names
 */
function byName(all, names) {
  return all.filter(({ name }) => names.includes(name))
}

/**
 * @param {string} option
 * @param {string} text
 * @param {number} least
 */
function readCount(option, text, least) {
  const count = Number(text)
  if (/^\d+$/.test(text) && count >= least) return count
  throw new Error(`${option} takes a whole number from ${least}, not "${text}".`)
}
