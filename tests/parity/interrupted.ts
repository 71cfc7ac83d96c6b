import { expect } from 'vitest'
import { fileOf } from '../cli/workflows.ts'
import { done, join2, make, paid, refused, remote, withPicture } from './scenarios.ts'
import type { Scenario } from './setUp.ts'

/** Runs that an earlier process left, and are to be finished. */
export const interrupted: readonly Scenario[] = [
  {
    title: 'a run that was interrupted',
    file: remote,
    ...paid,
    resumed: {},
    outcome: { ...done(1), ended: { make: 'cached' } },
  },
  {
    title: 'a run that was interrupted, with another key',
    file: remote,
    ...paid,
    resumed: { env: { PATCHBAY_API_URL: '{engine}', RUNCOMFY_API_TOKEN: 'rc-another' } },
    outcome: { ...refused(77), accepted: 1, refusal: [expect.stringMatching(/another key or address/)] },
  },
  {
    title: 'a run that was interrupted, without a key',
    file: remote,
    ...paid,
    resumed: { env: { PATCHBAY_API_URL: '{engine}' } },
    outcome: { ...refused(77), accepted: 1 },
  },
  {
    title: 'a run that was interrupted, and whose picture is gone',
    file: withPicture({ file: 'cat.png' }),
    pictures: { 'cat.png': { width: 64, height: 64 } },
    ...paid,
    resumed: { without: 'cat.png' },
    outcome: { ...refused(66), accepted: 1 },
  },
  {
    title: 'a run that was interrupted, and of which a part failed for its input',
    file: fileOf([make, join2]),
    ...paid,
    faults: [{ what: 'status', call: 'submit', status: 422, body: { detail: [] }, times: 1 }],
    resumed: {},
    outcome: { ...done(1), ended: { make: 'done', join: 'cached' } },
  },
]
