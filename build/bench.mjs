// npm run bench: Patchbay beside other libraries. They are installed here alone, in the benchmark's own package.

import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { benchProgram } from './bench/program.mjs'
import { prepareTools } from './prepare.mjs'
import { prepareBrowser } from './prepare/browser.mjs'
import { runChild } from './prepare/child.mjs'
import { installPackages } from './prepare/packages.mjs'
import { root } from './prepare/root.mjs'
import { runScript } from './prepare/stop.mjs'

/** The measured libraries: a package of its own, so that nobody else installs them. */
const peers = join(root, 'tests/bench/peers')

await runScript(async () => {
  const node = await prepareTools()
  if (existsSync(join(peers, 'package-lock.json'))) {
    await installPackages({
      folder: peers,
      node,
      message: 'Installing the libraries to measure beside ours (once)…',
    })
  }
  const args = process.argv.slice(2)
  if (!args.includes('--only') || ['canvas', 'start'].some((part) => args.includes(part)))
    process.env.PATCHBAY_BROWSER = await prepareBrowser(node)
  const { code } = await runChild(node, [...benchProgram, ...args], { node })
  return code
})
