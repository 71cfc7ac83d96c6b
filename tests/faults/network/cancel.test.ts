import { describe } from 'vitest'
import { passing } from './answers.ts'
import type { NetworkCase } from './networkCase.ts'
import { testEach } from './networkCase.ts'

const call = 'cancel'

/** Ctrl-C the moment the job is submitted. */
const interrupted = {
  strikes: [{ kind: 'sql', match: '^UPDATE jobs .*\\["submitted"', side: 'after', signal: 'SIGINT' }],
} as const

const cases: readonly NetworkCase[] = [
  ...passing(call),
  ['endless', { what: 'endless', call, everyMs: 1 }] as const,
  ['a redirect', { what: 'redirect', call, to: 'http://10.0.0.1/' }] as const,
  ...[400, 401, 402, 403, 404, 422].map(
    (status) => [String(status), { what: 'status', call, status, times: 10 }] as const,
  ),
].map(([title, fault]): NetworkCase => ({
  title,
  faults: [fault],
  befalls: interrupted,
  code: 130,
  words: /Stopping/,
}))

describe.concurrent('a cancel that is answered with', () => {
  testEach(cases, 'ends as interrupted; what goes on there is kept, and paid for once')
})
