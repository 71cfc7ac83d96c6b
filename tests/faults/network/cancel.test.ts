import { describeEngines } from '../overEngines.ts'
import type { AnswerFault } from './answers.ts'
import { caseOf, passing } from './answers.ts'
import type { NetworkCase } from './networkCase.ts'
import { testEach } from './networkCase.ts'

const call = 'cancel'

const cases: readonly NetworkCase[] = [
  ...passing(call),
  ['endless', { what: 'endless', call, everyMs: 1 }, 'shared'] as const,
  ['a redirect', { what: 'redirect', call, to: 'http://10.0.0.1/' }] as const,
  ...[400, 401, 402, 403, 404, 422].map((status): AnswerFault => [
    String(status),
    { what: 'status', call, status, times: 10 },
  ]),
].map((one): NetworkCase => ({
  ...caseOf(one),
  interrupted: true,
  // What is being worked on goes on, whatever is asked of it.
  capabilities: { stopsRunningJobs: false },
  code: 130,
  message: /Stopping/,
}))

describeEngines('a cancel that is answered with', (engine) => {
  testEach(cases, 'ends as interrupted; what goes on there is kept, and paid for once', engine)
})
