import { join } from 'node:path'

import { prepareBrowser } from '../prepare/browser.mjs'
import { prepareBundle } from '../prepare/bundle.mjs'
import { runStep } from '../prepare/child.mjs'
import { findElectron } from '../prepare/electron.mjs'
import { root } from '../prepare/root.mjs'
import { runVitest } from './runVitest.mjs'

/**
 * @typedef {import('./counts.mjs').Counts} Counts
 *
 * @typedef {object} StageContext
 * @property {string} node The Node that runs every tool.
 * @property {readonly string[]} words What was given after `--`, for the test runner.
 *
 * @typedef {object} Stage
 * @property {string} name What it is called on the command line.
 * @property {string} title
 * @property {(context: StageContext) => Promise<{ code: number, counts?: Counts }>} run `counts` when it ran tests.
 */

/** @type {readonly Stage[]} */
export const stages = [
  { name: 'types', title: 'Types (tsc)', run: tool('typescript/bin/tsc', ['-b']) },
  {
    name: 'lint',
    title: 'Lint (oxlint)',
    run: tool('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings', '--report-unused-disable-directives']),
  },
  { name: 'format', title: 'Format (oxfmt)', run: tool('oxfmt/bin/oxfmt', ['--check']) },
  { name: 'direction', title: 'Direction of imports', run: script('build/checkDirection.mjs', []) },
  {
    name: 'build',
    title: 'Build (vite)',
    run: async ({ node }) => {
      await prepareBundle(node)
      return { code: 0 }
    },
  },
  {
    name: 'unit',
    title: 'Unit tests (vitest)',
    // The bar stands for the whole of shared/: a part of the tests could not reach it.
    run: ({ node, words }) => runVitest({ node, project: 'unit', words, coverage: words.length === 0 }),
  },
  {
    name: 'integration',
    title: 'Integration tests (vitest)',
    run: async ({ node, words }) => {
      // They start the built command line, also when this stage was asked for alone.
      await prepareBundle(node)
      return runVitest({ node, project: 'integration', words, coverage: false })
    },
  },
  {
    name: 'faults',
    title: 'Faults injected into the command line (vitest)',
    run: async ({ node, words }) => {
      await prepareBundle(node)
      return runVitest({ node, project: 'faults', words, coverage: false })
    },
  },
  {
    name: 'browser',
    title: 'Browser tests (vitest and Playwright)',
    run: async ({ node, words }) => {
      await prepareBundle(node)
      process.env.PATCHBAY_BROWSER = await prepareBrowser(node)
      return runVitest({ node, project: 'browser', words, coverage: false })
    },
  },
  {
    name: 'electron',
    title: 'The desktop app (vitest, Playwright and Electron)',
    run: async ({ node, words }) => {
      await prepareBundle(node)
      process.env.PATCHBAY_ELECTRON = findElectron() ?? ''
      return runVitest({ node, project: 'electron', words, coverage: false })
    },
  },
]

/**
 * @param {string} path In node_modules.
 * @param {readonly string[]} args
 */
function tool(path, args) {
  return script(join('node_modules', path), args)
}

/**
 * @param {string} path In the project.
 * @param {readonly string[]} args
 * @returns {Stage['run']}
 */
function script(path, args) {
  return async ({ node }) => {
    const { code } = await runStep(node, [join(root, path), ...args], { node })
    return { code }
  }
}
