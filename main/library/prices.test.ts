import { expect, test } from 'vitest'
import { createPrices } from './prices.ts'
import { openDatabase } from './database.ts'
import { testFolder } from '../platform/testing/testFolder.ts'

function withJobs(...jobs: readonly (readonly [account: string, state: string, cost: number | null])[]) {
  const database = openDatabase({ home: testFolder(), writer: true })
  for (const [index, [account, state, cost]] of jobs.entries())
    database.write(
      `INSERT INTO jobs (id, key, run, node, item, endpoint, account, state, job, body, body_sha256, created_at, updated_at, cost)
       VALUES (?, 'k', 'r', 'n', 0, 'a/b', ?, ?, ?, x'', '', 0, 0, ?)`,
      `job-${index}`,
      account,
      state,
      JSON.stringify({ phase: { state, cost } }),
      cost,
    )
  return createPrices(database, { engine: 'runcomfy', account: 'me' })
}

test.each([
  ['none has a price', [['me', 'downloaded', null]], null],
  [
    'jobs failed, or are another account’s',
    [
      ['me', 'failed', 9],
      ['you', 'downloaded', 9],
    ],
    null,
  ],
  [
    'one was odd',
    [
      ['me', 'downloaded', 0.1],
      ['me', 'downloaded', 7],
      ['me', 'downloaded', 0.1],
    ],
    0.1,
  ],
] as const)('the usual price, if %s', (_, jobs, price) => {
  expect(withJobs(...jobs).usual('a/b')).toBe(price)
})

test('recent prices count', () => {
  const jobs = [0.1, 0.2].flatMap((cost) =>
    Array.from({ length: 9 }, () => ['me', 'downloaded', cost] as const),
  )
  expect(withJobs(...jobs).usual('a/b')).toBe(0.2)
  expect(withJobs(...jobs).usual('other')).toBeNull()
})
