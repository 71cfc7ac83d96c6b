/**
 * Files that do not run over all engines, with the reason. A file that is not here must: see `coverage.test.ts`, which
 * also compares the table in the README with this.
 */
export const exceptions: Readonly<Record<string, string>> = {
  'brokenStore.test.ts': 'a library that is damaged is refused before any engine is called',
  'coverage.test.ts': 'looks at the files of the suite',
  'falLostSubmits.test.ts':
    'the jobs of an engine with a listing, without a library; what others do is in `submit`',
  'invariants.test.ts': 'looks at evidence that it makes up',
  'skippingClock.test.ts': 'the clock of the suite',
}

/** Tables of one engine in files that run over all of them, with the reason. */
export const tablesOfOne: Readonly<Record<string, string>> = {
  'network/result.test.ts':
    'RunComfy wraps a result and tells its cost there; at fal a request completes and has failed',
  'network/status.test.ts': 'codes of RunComfy beside the status',
  'network/submit.test.ts': 'each has its own bodies of refusals',
}

/** How a test file covers the engines, by what it calls; null if it does not. */
export function readCoverage(source: string): string | null {
  if (/\btakeTurns\(/.test(source)) return 'in turns, two in each workflow'
  if (/\bdescribeEngines(InTurn)?\(/.test(source)) return 'each'
  if (/\bpointsOf\(engine\)/.test(source)) return 'each; after the first, where its client takes part'
  if (/\btorture\(/.test(source)) return 'each, and two in one workflow'
  return null
}

/** The table of the README: what each file covers. */
export function describeCoverage(files: ReadonlyMap<string, string>): string {
  const rows = [...files].map(([file, source]): readonly [string, string, string] => [
    `\`${file.replace('.test.ts', '')}\``,
    readCoverage(source) ?? 'none or one',
    exceptions[file] ?? (file in tablesOfOne ? `also of one: ${tablesOfOne[file]}` : ''),
  ])
  const all = [['file', 'engines', 'why not all'] as const, ...rows]
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  const [head, ...body] = all.map((row) => line(row))
  return [head, rule, ...body].join('\n')
}
