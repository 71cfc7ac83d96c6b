/** With more failed tests than this, the line would be too long to paste: it then only names their files. */
const MAX_NAMED_TESTS = 5

/** vitest's separator between the titles of a test's groups and its own. */
const SEPARATOR = ' > '

/**
 * The command that runs again what failed, and nothing else, or as little else as can be.
 *
 * Stages that failed by their tests share the words behind `--`: each finds its own files among them. A stage whose
 * failure belongs to no file runs whole, by a command of its own, since words would narrow it.
 *
 * @param {readonly import('./runStages.mjs').StageResult[]} results
 * @returns {string | undefined} Nothing when nothing failed.
 */
export function rerunCommand(results) {
  const failed = results.filter(({ passed }) => !passed)
  const narrow = failed.filter(({ report }) => failedFiles(report).length > 0)
  const whole = failed.filter((result) => !narrow.includes(result))
  const commands = []
  if (whole.length > 0) commands.push(['npm test --', ...whole.map(({ name }) => name)])
  if (narrow.length > 0) {
    const reports = narrow.flatMap(({ report }) => report ?? [])
    const files = [...new Set(reports.flatMap(failedFiles))].map(quoted)
    commands.push(['npm test --', ...narrow.map(({ name }) => name), '--', ...files, ...namedTests(reports)])
  }
  return commands.length === 0 ? undefined : commands.map((words) => words.join(' ')).join(' && ')
}

/** @param {import('./report.mjs').Report | undefined} report */
function failedFiles(report) {
  if (report === undefined) return []
  const { tests, brokenFiles, unhandledErrors } = report
  const failed = tests.filter((test) => test.failed).map(({ file }) => file)
  return [...new Set([...failed, ...brokenFiles, ...unhandledErrors.flatMap(({ file }) => file ?? [])])]
}

/**
 * `-t` and a pattern, if only tests failed: a file that failed as a whole must run as a whole.
 *
 * @param {readonly import('./report.mjs').Report[]} reports
 */
function namedTests(reports) {
  if (reports.some(({ brokenFiles, unhandledErrors }) => brokenFiles.length + unhandledErrors.length > 0))
    return []
  const failed = reports.flatMap(({ tests }) => tests.filter((test) => test.failed))
  const patterns = new Set(failed.map(({ titles }) => titlePattern(titles.join(SEPARATOR))))
  if (patterns.size > MAX_NAMED_TESTS) return []
  return ['-t', `"^(${[...patterns].join('|')})$"`]
}

/**
 * A pattern for one title without escapes: characters with a meaning in patterns or shells become "any character".
 *
 * @param {string} title
 */
function titlePattern(title) {
  // By code unit, as a pattern without the flag `u` counts.
  return title.replaceAll(/[^A-Za-z0-9 ,:;/'_-]/g, (unit) => (/[\n\r\u2028\u2029]/.test(unit) ? '[^]' : '.'))
}

/** @param {string} path */
function quoted(path) {
  return /^[\w./@+-]+$/.test(path) ? path : `"${path}"`
}
