import { inBrowser, prepareBundle } from './prepare/bundle.mjs'
import { prepareNode } from './prepare/node.mjs'
import { installPackages } from './prepare/packages.mjs'
import { root } from './prepare/root.mjs'

/**
 * Makes a clone ready for its scripts: a Node that is new enough, and the packages. Fast and silent when nothing is missing.
 *
 * @returns {Promise<string>} The path of the Node to go on with.
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
 * The same, and the command line and the editor's page built from the sources as they are now.
 *
 * @param {readonly import('./prepare/bundle.mjs').Bundle[]} [wanted] Default: what the editor in a browser is made of.
 * @returns {Promise<string>} The path of the Node to go on with.
 */
export async function prepareAll(wanted = inBrowser) {
  const node = await prepareTools()
  await prepareBundle(node, wanted)
  return node
}
