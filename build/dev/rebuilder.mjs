/**
 * @typedef {object} RebuilderActs
 * @property {() => Promise<boolean>} build Resolves with whether there was anything to build. Rejects where it fails.
 * @property {() => Promise<void>} restart
 * @property {(thrown: unknown) => void} onFault The previous host keeps running.
 */

/**
 * Builds and restarts after changes, one at a time: changes during a build are built once after it.
 *
 * @param {RebuilderActs} acts
 * @returns {() => Promise<void>} To be called at each change; resolves when all changes so far are handled.
 */
export function createRebuilder({ build, restart, onFault }) {
  let changed = false
  /** @type {Promise<void> | null} */
  let working = null

  async function work() {
    while (changed) {
      changed = false
      try {
        if (await build()) await restart()
      } catch (thrown) {
        onFault(thrown)
      }
    }
    working = null
  }

  return () => {
    changed = true
    working ??= work()
    return working
  }
}
