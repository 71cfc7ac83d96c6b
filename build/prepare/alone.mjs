import { createHash } from 'node:crypto'
import { unlinkSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

import { root } from './root.mjs'
import { log } from './log.mjs'

/**
 * Runs `work` while no other command of this project folder runs its own.
 *
 * The lock is a listening local socket: the system releases it when its process dies, in any way, and a waiting process
 * has a connection that ends at that moment. So nothing is polled and nothing goes stale.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [folder] What is locked. Default: the project's folder.
 * @param {(line: string) => void} [print] Called if there is a wait.
 * @returns {Promise<T>}
 */
export async function alone(work, folder = root, print = log) {
  const address = lockAddress(folder)
  for (let waited = false; ; waited = true) {
    const free = await takeLock(address)
    if (free !== null) {
      try {
        return await work()
      } finally {
        free()
      }
    }
    if (!waited) print('Waiting for another Patchbay command that is setting things up…')
    await lockIsFree(address)
  }
}

/**
 * Linux's abstract sockets and Windows' pipes leave no file behind; elsewhere it is a file in the temporary folder.
 *
 * @param {string} folder
 */
function lockAddress(folder) {
  const name = `patchbay-${createHash('sha256').update(`${userInfo().username} ${folder}`).digest('hex').slice(0, 24)}`
  if (process.platform === 'linux') return `\0${name}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return join(tmpdir(), name)
}

/**
 * @param {string} address
 * @returns {Promise<(() => void) | null>} A function that releases the lock; null when another process has it.
 */
function takeLock(address) {
  return new Promise((resolve) => {
    /** @type {Set<import('node:net').Socket>} */
    const waiting = new Set()
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      waiting.add(socket)
    })
    server.once('error', (error) => {
      // If local sockets are forbidden, commands continue without a lock.
      resolve('code' in error && error.code === 'EADDRINUSE' ? null : () => {})
    })
    server.listen(address, () => {
      resolve(() => {
        server.close()
        for (const socket of waiting) socket.destroy()
      })
    })
  })
}

/**
 * @param {string} address
 * @returns {Promise<void>}
 */
function lockIsFree(address) {
  return new Promise((resolve) => {
    const socket = connect(address)
    // Without a reader the end of the connection would never be noticed.
    socket.resume()
    socket.once('error', (error) => {
      // The file that a dead process left (never on Linux and Windows).
      if ('code' in error && error.code === 'ECONNREFUSED' && !address.startsWith('\0')) unlinkSync(address)
    })
    socket.once('close', () => resolve())
  })
}
