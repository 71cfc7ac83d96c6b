import type { Report, TestResult } from '../report.mjs'

/** A report in which only the `given` events happened; its counts follow from its tests. */
export function reportOf(given: Partial<Omit<Report, 'counts'>>): Report {
  const { tests = [], brokenFiles = [], unhandledErrors = [] } = given
  const failed = tests.filter((test) => test.failed).length
  return {
    counts: { passed: tests.length - failed, failed: failed + brokenFiles.length, skipped: 0 },
    tests,
    brokenFiles,
    unhandledErrors,
  }
}

export function passedTest(file: string, title: string, seconds = 0): TestResult {
  return { file, titles: [title], failed: false, seconds }
}

export function failedTest(file: string, ...titles: string[]): TestResult {
  return { file, titles, failed: true, seconds: 0 }
}
