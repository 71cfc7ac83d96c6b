// Loads the torture as the tests are loaded: what they import is collected by folder, which Node alone cannot do.

import { join } from 'node:path'

import { createServer, createServerModuleRunner } from 'vite'

import { root } from './prepare/root.mjs'

const server = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
})
try {
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: false })
  await runner.import(join(root, 'tests/faults/runTorture.ts'))
} finally {
  await server.close()
}
