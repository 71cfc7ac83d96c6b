import { randomInt } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { root } from '../prepare/root.mjs'
import { Interrupted } from '../prepare/stop.mjs'
import { runVitest } from './runVitest.mjs'
import { vitestProjects } from './stages.mjs'
import { startBusyLoops } from './startBusyLoops.mjs'
import { stressSummary } from './stressResults.mjs'

/**
 * How far below the priority of the busy loops, as for `nice -n`: the tests then get about a seventh of a core for each
 * process, slow enough to change the order of events and fast enough to end.
 */
const NICENESS = 5

/**
 * Runs stages of tests repeatedly on a busy machine, and prints how often each test failed.
 *
 * Each failed run leaves a folder `.cache/stress/<time>/run-<n>/`: `<stage>.json` is vitest's report, `<stage>.txt` its
 * output, and `traces/<stage>/` everything that the tests have written into the folder that PATCHBAY_TRACES names.
 *
 * @param {import('./arguments.mjs').StressArguments & { node: string, words: readonly string[] }} options
 * @param {(line: string) => void} print
 * @returns {Promise<number>} 0 when nothing failed, else 1.
 * @throws {Interrupted} After a signal. The counts until then are printed first.
 */
export async function runStress({ stages, runs, busy, node, words }, print) {
  /** @type {{ stage: import('./stages.mjs').TestStage, env: Record<string, string> }[]} */
  const prepared = []
  for (const stage of stages) prepared.push({ stage, env: await stage.prepare(node) })

  const path = join('.cache/stress', new Date().toISOString().replaceAll(/[:.]/g, '-'))
  /** @type {import('./stressResults.mjs').StressedStage[]} */
  const results = []
  const loops = await startBusyLoops(busy, node)
  try {
    for (let run = 1; run <= runs; run++) {
      const folder = join(root, path, `run-${run}`)
      for (const { stage, env } of prepared) {
        const startedAt = performance.now()
        const result = await runOnce({ stage, env, folder, node, words })
        results.push({ run, stage: stage.name, ...result })
        const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
        print(
          `run ${run} of ${runs}  ${stage.name.padEnd(13)}${seconds.padStart(6)} s  ${result.code === 0 ? 'passed' : 'FAILED'}`,
        )
      }
      if (results.every((result) => result.run !== run || result.code === 0))
        rmSync(folder, { recursive: true })
    }
  } catch (error) {
    if (error instanceof Interrupted && results.length > 0)
      print(`\nInterrupted.\n${stressSummary(results, path)}`)
    throw error
  } finally {
    await loops.end()
    if (results.every(({ code }) => code === 0)) rmSync(join(root, path), { recursive: true, force: true })
  }
  print(`\n${stressSummary(results, path)}`)
  return results.every(({ code }) => code === 0) ? 0 : 1
}

/**
 * @param {object} options
 * @param {import('./stages.mjs').TestStage} options.stage
 * @param {Record<string, string>} options.env
 * @param {string} options.folder
 * @param {string} options.node
 * @param {readonly string[]} options.words
 */
function runOnce({ stage, env, folder, node, words }) {
  const { name } = stage
  const traces = join(folder, 'traces', name)
  mkdirSync(traces, { recursive: true })
  return runVitest({
    node,
    ...vitestProjects(stage),
    words,
    folder,
    log: join(folder, `${name}.txt`),
    // Property tests draw other cases in each run; a failing one prints its seed.
    env: { ...env, PATCHBAY_TRACES: traces, PATCHBAY_TEST_SEED: String(randomInt(2 ** 31)) },
    niceness: NICENESS,
  })
}
