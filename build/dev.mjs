// npm run dev: the editor's page from its sources, with hot reload, in front of a host that is rebuilt and restarted
// when its sources change.

import { fileURLToPath } from 'node:url'

import { prepareAll } from './prepare.mjs'
import { runChild } from './prepare/child.mjs'
import { runScript } from './prepare/stop.mjs'

await runScript(async () => {
  const node = await prepareAll()
  // A separate program, because Vite needs the Node that was prepared.
  const { code } = await runChild(node, [fileURLToPath(new URL('dev/serve.mjs', import.meta.url))], { node })
  return code
})
