import { BaseSequencer } from 'vitest/node'

/**
 * The slowest files, by stage: started last, one would keep a single processor busy at the end. vitest knows durations
 * only from an earlier run; in a fresh clone it would use the size of the files.
 */
export const longest = [
  'tests/bounds/outputs.test.ts',
  'tests/bounds/bounds.test.ts',
  'tests/bounds/commands.test.ts',
  'tests/strict/photos.test.ts',
  'tests/bounds/texts.test.ts',
  'tests/bounds/largest.test.ts',
  'tests/host/runsInEditor.test.ts',
  'tests/faults/recovery.test.ts',
  'tests/faults/torture.test.ts',
  'tests/faults/disk.test.ts',
  'tests/faults/namedPoints.test.ts',
  'tests/faults/instances.test.ts',
  'tests/browser/runs.test.ts',
  'tests/browser/results.test.ts',
  'tests/browser/mask.test.ts',
  'tests/browser/paidJobs.test.ts',
  'tests/browser/mainJob.test.ts',
  'tests/browser/prompts.test.ts',
]

/**
 * Moves the files that are listed above to the front, in that order, and leaves the others as they are.
 *
 * @template {{ readonly moduleId: string }} File
 * @param {readonly File[]} files With absolute paths.
 * @param {readonly string[]} [first] Ends of paths.
 * @returns {File[]}
 */
export function longestFirst(files, first = longest) {
  /** @param {File} file */
  const index = ({ moduleId }) => {
    const found = first.findIndex((path) => moduleId.endsWith(`/${path}`))
    return found === -1 ? first.length : found
  }
  return files.toSorted((one, other) => index(one) - index(other))
}

/** vitest's own order, except for those. */
export class LongestFirst extends BaseSequencer {
  /**
   * @override
   * @param {Parameters<BaseSequencer['sort']>[0]} files
   */
  async sort(files) {
    // oxlint-disable-next-line unicorn/no-array-sort -- no array's, but vitest's
    return longestFirst(await super.sort(files))
  }
}
