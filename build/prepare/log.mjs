/**
 * Prints one line to stderr: stdout belongs to the command.
 *
 * @param {string} line
 */
export function log(line) {
  process.stderr.write(`${line}\n`)
}
