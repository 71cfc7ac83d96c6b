import { inBrowser, prepareBundle } from './prepare/bundle.mjs'
import { prepareNode } from './prepare/node.mjs'
import { installPackages } from './prepare/packages.mjs'
import { root } from './prepare/root.mjs'

/**
 * Prepares a clone for its scripts: a recent Node, and the packages. Fast and silent when nothing is missing.
 *
 * @returns {Promise<string>} The path of the Node to continue with.
 */
export async function prepareTools() {
  const node = await prepareNode()
  await installPackages({
    folder: root,
    node,
    message: 'Installing packages (once, until the lockfile changes)…',
  })
  return node
}

/**
 * The same, and builds the command line and the editor's page from the current sources.
 *
 * @param {readonly import('./prepare/bundle.mjs').Bundle[]} [wanted] Default: what the editor in a browser is made of.
 * @returns {Promise<string>} The path of the Node to continue with.
 */
export async function prepareAll(wanted = inBrowser) {
  const node = await prepareTools()
  await prepareBundle(node, wanted)
  return node
}
