import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'

/**
 * Listens on 127.0.0.1, at the given port; with 0 at the port that is saved in `folder`, if it is free, or else at any.
 * Resolves with the base of every address. Rejects with Node's error when the given port is not available.
 */
export async function listen(server: Server, port: number, folder: string | null): Promise<string> {
  const saved = port === 0 && folder !== null ? savedPort(folder) : 0
  const bound =
    saved === 0 ? await bind(server, port) : await bind(server, saved).catch(async () => bind(server, 0))
  if (folder !== null) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, 'port'), String(bound), { mode: 0o600 })
  }
  return `http://127.0.0.1:${bound}`
}

function savedPort(folder: string): number {
  const file = join(folder, 'port')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return /^\d{1,5}$/.test(text) && Number(text) < 65_536 ? Number(text) : 0
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      const bound = server.address()
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port)
    })
  })
}
