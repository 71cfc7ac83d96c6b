import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { runStep } from '../prepare/child.mjs'
import { root } from '../prepare/root.mjs'
import { memoryFolder } from './memoryFolder.mjs'
import { readReport } from './report.mjs'

/**
 * @typedef {object} VitestOptions
 * @property {string} node
 * @property {string} stage The name of the reports.
 * @property {readonly string[]} [projects] The projects of vitest.config.ts to run. Default: the one named like the
 *   stage.
 * @property {readonly string[]} words Passed to vitest unchanged: paths, `-t name`.
 * @property {boolean} [coverage] Measures coverage and fails below its bars.
 * @property {string} [folder] Where the reports are written. Default: `.cache/tests`.
 * @property {string} [log] A file that gets vitest's output. Default: it is shown.
 * @property {Readonly<Record<string, string>>} [env] On top of this process's own.
 * @property {number} [niceness] As for `nice -n`, if the system has it.
 *
 * @typedef {{ code: number, report?: import('./report.mjs').Report }} VitestOutcome No report when vitest wrote none.
 */

/**
 * Runs the tests of one stage and reads the report of them.
 *
 * @param {VitestOptions} options
 * @returns {Promise<VitestOutcome>}
 */
export async function runVitest({
  node,
  stage,
  projects = [stage],
  words,
  coverage = false,
  folder,
  log,
  env,
  niceness = 0,
}) {
  const reports = folder ?? join(root, '.cache/tests')
  mkdirSync(reports, { recursive: true })
  const tests = join(reports, `${stage}.json`)
  const unhandled = join(reports, `${stage}.unhandled.json`)
  // An old report must never be used for a run that wrote none.
  for (const file of [tests, unhandled]) rmSync(file, { force: true })

  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${tests}`,
    `--reporter=${join(root, 'build/test/unhandledReporter.mjs')}`,
    `--outputFile.unhandled=${unhandled}`,
    ...(coverage ? ['--coverage'] : []),
    ...words,
  ]
  const [command, ...first] =
    niceness > 0 && process.platform !== 'win32' ? ['nice', '-n', `${niceness}`, node] : [node]
  const temporary = memoryFolder()
  const places = temporary === null ? {} : { TMPDIR: temporary }
  const { code } = await runStep(command ?? node, [...first, ...args], {
    node,
    env: { ...places, ...env },
    log,
  })
  if (!existsSync(tests)) return { code }
  // The casts: vitest and our reporter have just written them.
  const written = /** @type {import('./report.mjs').WrittenReport} */ (readJson(tests))
  const errors = existsSync(unhandled) ? readJson(unhandled) : []
  return {
    code,
    report: readReport(written, /** @type {import('./report.mjs').UnhandledError[]} */ (errors), root),
  }
}

/**
 * @param {string} file
 * @returns {unknown}
 */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
