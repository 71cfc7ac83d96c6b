// The page from its sources with hot reload, in front of a host that is rebuilt and restarted when its sources change.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { createServer } from 'vite'

import { bundles, commandLine, prepareBundle } from '../prepare/bundle.mjs'
import { programEnvironment } from '../prepare/childEnvironment.mjs'
import { root } from '../prepare/root.mjs'
import { log } from '../prepare/log.mjs'
import { createRebuilder } from './rebuilder.mjs'

/** The additional script of a page in development: it reloads at the address of the latest host. */
const FOLLOWER = '/@patchbay-follow-host'
/** One save is several changes: how long to wait for the last of them, in milliseconds. */
const REST = 200

let running = await startHost('0')
const host = running.url
/** @type {import('vite').Plugin} */
const followHost = {
  name: 'patchbay-follow-host',
  resolveId: (id) => (id === FOLLOWER ? id : undefined),
  load: (id) =>
    id === FOLLOWER
      ? "import.meta.hot?.on('patchbay:host', ({ hash }) => { location.hash = hash; location.reload() })"
      : undefined,
  transformIndexHtml: () => [{ tag: 'script', attrs: { type: 'module', src: FOLLOWER }, injectTo: 'body' }],
}
const server = await createServer({
  configFile: `${root}vite.config.ts`,
  plugins: [followHost],
  server: {
    host: '127.0.0.1',
    // Vite's own client and React's hot reload inject scripts and styles, which the host's policy would refuse.
    headers: {
      'content-security-policy':
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; " +
        "img-src 'self' blob: data:; connect-src 'self' ws://127.0.0.1:*; frame-ancestors 'none'",
    },
    // The exchange of the token, and everything below the host's secret paths.
    proxy: { '/session': proxied(), '^/[0-9a-f]{32}/': { ...proxied(), ws: true } },
  },
})
await server.listen()
const address = server.resolvedUrls?.local[0] ?? ''
log(`The page from its sources: ${address}${host.hash}`)
watchSources()

/** Rebuilds the host when one of its sources changes; after a failed build the running one stays. */
function watchSources() {
  const changed = createRebuilder({
    build: () => prepareBundle(process.execPath, [bundles.commandLine]),
    restart,
    onFault: (thrown) => log(thrown instanceof Error ? thrown.message : String(thrown)),
  })
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  for (const folder of bundles.commandLine.sources.filter((source) => !source.includes('.')))
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(() => void changed(), REST)
    })
}

/** Stops the host and starts the new build on the same port; open pages reconnect. */
async function restart() {
  const { child } = running
  child.removeAllListeners('exit')
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGINT')
    await once(child, 'exit')
  }
  running = await startHost(host.port)
  server.ws.send({ type: 'custom', event: 'patchbay:host', data: { hash: running.url.hash } })
  log(`The host was restarted: ${address}${running.url.hash}`)
}

/**
 * Starts a host.
 *
 * @param {string} port 0 is any free one.
 * @returns {Promise<{ child: import('node:child_process').ChildProcess, url: URL }>} With its address and the token.
 */
async function startHost(port) {
  const child = spawn(process.execPath, [commandLine, 'edit', '--no-open', '--port', port], {
    env: programEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // It ends with this program, and this program with it.
  child.once('exit', (code) => process.exit(code ?? 1))
  for await (const line of createInterface({ input: child.stdout })) return { child, url: new URL(line) }
  throw new Error('the host ended before it said where it is')
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => running.child.kill('SIGINT'))

/** The host only answers its own page: requests of the page that is served here are forwarded with its origin. */
function proxied() {
  /** @param {import('node:http').ClientRequest} request */
  const rename = (request) => {
    if (request.getHeader('origin') === new URL(address).origin) request.setHeader('origin', host.origin)
  }
  /** @type {import('vite').ProxyOptions} */
  const options = {
    target: host.origin,
    changeOrigin: true,
    configure(proxy) {
      proxy.on('proxyReq', rename)
      proxy.on('proxyReqWs', rename)
    },
  }
  return options
}
