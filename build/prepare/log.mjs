/**
 * Tells the person one line. It goes to stderr: stdout belongs to the command that was asked for.
 *
 * @param {string} line
 */
export function log(line) {
  process.stderr.write(`${line}\n`)
}
