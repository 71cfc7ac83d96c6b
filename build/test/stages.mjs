import { join } from 'node:path'

import { prepareBrowser } from '../prepare/browser.mjs'
import { prepareBundle } from '../prepare/bundle.mjs'
import { runStep } from '../prepare/child.mjs'
import { findElectron } from '../prepare/electron.mjs'
import { root } from '../prepare/root.mjs'
import { runVitest } from './runVitest.mjs'

/**
 * @typedef {object} StageContext
 * @property {string} node The Node that runs every tool.
 * @property {readonly string[]} words What was given after `--`, for vitest.
 *
 * @typedef {import('./runVitest.mjs').VitestOutcome & { coverage?: boolean }} StageOutcome `coverage`: it was measured.
 *
 * @typedef {object} Stage
 * @property {string} name What it is called on the command line.
 * @property {string} title
 * @property {(context: StageContext) => Promise<StageOutcome>} run
 *
 * @typedef {object} TestStage
 * @property {string} name
 * @property {string} title
 * @property {readonly string[]} [projects] Of vitest.config.ts. Default: the one called like the stage.
 * @property {(node: string) => Promise<Record<string, string>>} prepare What its tests need; resolves with variables for
 *   their environment.
 */

/** Stages that read or build the sources. @type {readonly Stage[]} */
const staticStages = [
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
]

/** Stages that run tests. @type {readonly TestStage[]} */
export const testStages = [
  {
    name: 'unit',
    title: 'Unit tests (vitest)',
    projects: ['unit', 'unit-stateless'],
    prepare: async () => ({}),
  },
  { name: 'integration', title: 'Integration tests (vitest)', prepare: built },
  { name: 'faults', title: 'Faults injected into the command line (vitest)', prepare: built },
  {
    name: 'browser',
    title: 'Browser tests (vitest and Playwright)',
    prepare: async (node) => ({ ...(await built(node)), PATCHBAY_BROWSER: await prepareBrowser(node) }),
  },
  {
    name: 'electron',
    title: 'The desktop app (vitest, Playwright and Electron)',
    prepare: async (node) => ({ ...(await built(node)), PATCHBAY_ELECTRON: findElectron() ?? '' }),
  },
]

/** @type {readonly Stage[]} */
export const stages = [...staticStages, ...testStages.map(asStage)]

/** The stages that take minutes, for every commit. */
export const fastStages = ['types', 'lint', 'format', 'direction', 'unit']

/**
 * @param {TestStage} stage
 * @returns {Stage}
 */
function asStage(stage) {
  const { name, title, prepare } = stage
  return {
    name,
    title,
    run: async ({ node, words }) => {
      const env = await prepare(node)
      // The bars apply to the whole of shared/: a part of the tests could not reach them.
      const coverage = name === 'unit' && words.length === 0
      return { ...(await runVitest({ node, ...vitestProjects(stage), words, coverage, env })), coverage }
    },
  }
}

/**
 * The options of `runVitest` that follow from the stage.
 *
 * @param {TestStage} stage
 */
export function vitestProjects({ name, projects = [name] }) {
  return { stage: name, projects }
}

/**
 * Tests that start the built programs need them up to date, even if only their stage runs.
 *
 * @param {string} node
 * @returns {Promise<Record<string, string>>}
 */
async function built(node) {
  await prepareBundle(node)
  return {}
}

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
