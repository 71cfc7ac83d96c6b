import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

import { createServer } from 'vite'

import { commandLine } from '../prepare/bundle.mjs'
import { programEnvironment } from '../prepare/childEnvironment.mjs'
import { root } from '../prepare/root.mjs'
import { say } from '../prepare/say.mjs'

const host = await startHost()
const server = await createServer({
  configFile: `${root}vite.config.ts`,
  server: {
    host: '127.0.0.1',
    // Vite's own client and React's hot reload put scripts and styles into the page, which the host's policy would refuse.
    headers: {
      'content-security-policy':
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; " +
        "img-src 'self' blob: data:; connect-src 'self' ws://127.0.0.1:*; frame-ancestors 'none'",
    },
    // The exchange of the token, and all that is below the host's secret paths.
    proxy: { '/session': proxied(), '^/[0-9a-f]{32}/': { ...proxied(), ws: true } },
  },
})
await server.listen()
const address = server.resolvedUrls?.local[0] ?? ''
say(`The page from its sources: ${address}${host.hash}`)

/**
 * Starts a host on a free port.
 *
 * @returns {Promise<URL>} Its address, with the token.
 */
async function startHost() {
  const child = spawn(process.execPath, [commandLine, 'edit', '--no-open', '--port', '0'], {
    env: programEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // It ends with this program, and this program with it.
  child.once('exit', (code) => process.exit(code ?? 1))
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill('SIGINT'))
  for await (const line of createInterface({ input: child.stdout })) return new URL(line)
  throw new Error('the host ended before it said where it is')
}

/** The host answers its own page alone: what comes from the page that is served here goes on in its name. */
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
