import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { childEnvironment } from '../prepare/childEnvironment.mjs'

const loop = fileURLToPath(new URL('./busyLoop.mjs', import.meta.url))

/**
 * Starts processes that keep `count` cores busy. They end with this process, however it ends, SIGKILL included.
 *
 * @param {number} count
 * @param {string} node The Node that runs them.
 * @returns {Promise<{ end: () => Promise<void> }>} Resolves when all run; `end` resolves when none is left.
 */
export async function startBusyLoops(count, node) {
  const children = Array.from({ length: count }, () =>
    spawn(node, [loop], { env: childEnvironment(), stdio: ['pipe', 'ignore', 'inherit'] }),
  )
  const ended = children.map((child) => new Promise((resolve) => child.once('close', resolve)))
  await Promise.all(children.map((child) => once(child, 'spawn')))
  return {
    end: async () => {
      for (const child of children) child.kill('SIGKILL')
      await Promise.all(ended)
    },
  }
}
