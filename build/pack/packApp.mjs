import { join } from 'node:path'

import { drawIcons } from '../icons/drawIcons.mjs'
import { onDesktop, prepareBundle } from '../prepare/bundle.mjs'
import { runStep } from '../prepare/child.mjs'
import { electronDist } from '../prepare/electron.mjs'
import { root } from '../prepare/root.mjs'
import { Stop } from '../prepare/stop.mjs'
import { makeStandIn } from './standIn.mjs'
import { updatePolicy } from './updatePolicy.mjs'

/**
 * Packs the app as `electron-builder.yml` says.
 *
 * @param {object} options
 * @param {string} options.node
 * @param {readonly string[]} options.args More for electron-builder.
 * @param {boolean} options.captured Shows its output only if it fails.
 * @param {string | null} options.standIn A stand-in for Electron's folder; null: its own, which is downloaded if it is
 *   missing.
 */
export async function packApp({ node, args, captured, standIn }) {
  // Built in, never from the caller's environment.
  const policy = updatePolicy({ platform: process.platform, env: process.env })
  if (policy === 'install') process.env.PATCHBAY_UPDATES = policy
  // As in every other build, so that none is made just for this.
  else delete process.env.PATCHBAY_UPDATES
  await prepareBundle(node, onDesktop)
  await drawIcons(join(root, 'dist/icons'))
  if (standIn !== null) await makeStandIn(standIn)
  const dist = standIn ?? electronDist()
  const builderArgs = [
    join(root, 'node_modules/electron-builder/cli.js'),
    ...args,
    '--publish=never',
    ...(dist === null ? [] : [`--config.electronDist=${dist}`]),
  ]
  const { code, output } = await runStep(node, builderArgs, { node, captured })
  if (code !== 0) throw new Stop(`${output.trimEnd()}\nThe app could not be packed.`)
}
