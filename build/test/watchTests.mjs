import { join } from 'node:path'

import { prepareBundle } from '../prepare/bundle.mjs'
import { runChild } from '../prepare/child.mjs'
import { root } from '../prepare/root.mjs'

/**
 * Reruns tests whenever they, or what they import, change, until it is interrupted. Programs that tests below tests/
 * start are built once before.
 *
 * @param {{ readonly node: string, readonly paths: readonly string[], readonly words: readonly string[] }} options
 * @returns {Promise<number>} Its exit code.
 */
export async function watchTests({ node, paths, words }) {
  const whole = paths.some((path) => path.replace(/^\.\//, '').startsWith('tests/'))
  if (whole) await prepareBundle(node)
  const projects = whole ? ['integration'] : ['unit', 'unit-stateless']
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const args = [vitest, 'watch', ...projects.flatMap((project) => ['--project', project]), ...paths, ...words]
  const { code } = await runChild(node, args, { node })
  return code
}
