// npm start: until the editor opens here, the main example runs on the practice engine, which costs nothing.

import { join } from 'node:path'

import { prepareAll } from './prepare.mjs'
import { commandLine } from './prepare/bundle.mjs'
import { runChild } from './prepare/child.mjs'
import { root } from './prepare/root.mjs'
import { say } from './prepare/say.mjs'
import { runScript } from './prepare/stop.mjs'

const example = 'examples/generate-then-inpaint.json'
const pictures = 'patchbay-output'

await runScript(async () => {
  const node = await prepareAll()
  say(`Running ${example} on the practice engine: drawings made on this machine, no key, no cost.`)
  const args = ['run', example, '--out', pictures, '--engine', 'practice']
  const { code } = await runChild(node, [commandLine, ...args], { node })
  if (code === 0) say(`The pictures lie in ${join(root, pictures)}`)
  return code
})
