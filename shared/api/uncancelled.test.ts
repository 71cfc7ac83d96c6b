import { expect, test } from 'vitest'
import { describeUncancelled } from './uncancelled.ts'

const left = (job: string, message: string) => ({ job, error: { code: 'account.key' as const, message } })

test('what could not be cancelled is counted, with each reason once', () => {
  expect(describeUncancelled([])).toBe('')
  expect(describeUncancelled([left('a', 'There is no key for acme.')])).toBe(
    'The run is cancelled, but 1 job could not be: There is no key for acme. It may go on at the engine and be charged; its result will be saved.',
  )
  expect(describeUncancelled([left('a', 'No key.'), left('b', 'No key.'), left('c', 'Another key.')])).toBe(
    'The run is cancelled, but 3 jobs could not be: No key. Another key. They may go on at the engine and be charged; their results will be saved.',
  )
})
