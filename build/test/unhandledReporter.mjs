import { writeFileSync } from 'node:fs'

/**
 * A reporter for vitest that writes errors outside of tests as JSON: an array of `UnhandledError`. The JSON reporter
 * leaves them out. The file's path is given as `--outputFile.unhandled=<path>`.
 */
// vitest loads a reporter by its default export.
export default class UnhandledReporter {
  /** @type {string | undefined} */
  #file

  /** @param {import('vitest/node').Vitest} vitest */
  onInit(vitest) {
    const { outputFile } = vitest.config
    // The cast: vitest's type only has its own reporters, and keeps every given name.
    const files = /** @type {Record<string, string>} */ (typeof outputFile === 'object' ? outputFile : {})
    this.#file = files.unhandled
  }

  /**
   * @param {unknown} _modules
   * @param {readonly { message: string, VITEST_TEST_PATH?: unknown }[]} errors
   */
  onTestRunEnd(_modules, errors) {
    if (this.#file === undefined) return
    const unhandled = errors.map(({ message, VITEST_TEST_PATH: file }) =>
      typeof file === 'string' ? { message, file } : { message },
    )
    writeFileSync(this.#file, JSON.stringify(unhandled))
  }
}
