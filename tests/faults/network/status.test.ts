import { describe } from 'vitest'
import type { FaultOrder } from '#main/practice/faults/fault.ts'
import { caseOf, passing, redirects } from './answers.ts'
import type { EngineUnderTest } from '../engineUnderTest.ts'
import { engineOf } from '../engineUnderTest.ts'
import { describeEngines } from '../overEngines.ts'
import type { NetworkCase } from './networkCase.ts'
import { testEach } from './networkCase.ts'

const call = 'status'

const passed = ({ words }: EngineUnderTest): readonly NetworkCase[] =>
  [
    ...passing(call),
    ['endless', { what: 'endless', call, everyMs: 1 }] as const,
    ['slow, byte by byte', { what: 'slow', call, byteMs: 2 }] as const,
    ['402', { what: 'status', call, status: 402 }] as const,
    ['a word that nobody knows', { what: 'word', call, word: 'marinating', times: 2 }] as const,
    ['a word of control characters', { what: 'word', call, word: '\u001b[2J\u202e\u0000' }] as const,
    ["another request's status", { what: 'otherRequest', call, times: 2 }] as const,
    ['no word', { what: 'word', call, word: '' }] as const,
    ['failed, where the result says completed', { what: 'word', call, word: words.failed }] as const,
  ].map((one): NetworkCase => ({ ...caseOf(one), code: 0 }))

const backwards = ({ words }: EngineUnderTest): NetworkCase => ({
  title: 'a status that goes backwards',
  faults: [
    { what: 'word', call, word: words.progress },
    { what: 'word', call, word: words.queue, after: 1 },
    { what: 'word', call, word: 'starting', after: 2 },
  ],
  code: 0,
})

/** RunComfy's own codes for what other engines say by the status alone. */
const emptyAccount: NetworkCase = {
  title: '400 with the code of an empty account',
  faults: [{ what: 'status', call, status: 400, body: { error_code: 400002 } }],
  code: 0,
}

const key = (title: string, fault: FaultOrder): NetworkCase => ({
  title,
  faults: [fault],
  code: 77,
  message: /key[^]*request id is/,
  states: ['submitted'],
})

const keys: readonly NetworkCase[] = [
  key('401', { what: 'status', call, status: 401 }),
  key('403', { what: 'status', call, status: 403 }),
]

const revokedKey = key('400 with the code of a revoked key', {
  what: 'status',
  call,
  status: 400,
  body: { error_code: 400004 },
})

const away = redirects(call).map((one): NetworkCase => ({
  ...caseOf(one),
  code: 65,
  message: /redirect[^]*request id is/,
  states: ['submitted'],
}))

describeEngines('a status call that is answered with', (engine) => {
  testEach([...passed(engine), backwards(engine)], 'is made again, and the job comes to its end', engine)
  testEach(keys, 'pauses the job: it stays, and goes on with a good key', engine)
  testEach(away, 'is not followed: the job stays, and goes on', engine)
  testEach(
    [
      {
        title: '422',
        faults: [
          { what: 'status', call, status: 422, body: { detail: [{ loc: ['body', 'seed'], msg: 'is odd' }] } },
        ],
        code: 69,
        message: /Seed: is odd[^]*request id is/,
        states: ['failed'],
        later: null,
      },
    ],
    'is the end of the job, naming the fields',
    engine,
  )
  testEach(
    [
      {
        title: '404',
        faults: [{ what: 'status', call, status: 404, times: 1000 }],
        killedIn: 'status',
        code: null,
        states: ['submitted'],
      },
    ],
    'is asked again for a while; the job goes on when it is known again',
    engine,
  )
})

describe.concurrent('a status call to RunComfy that is answered with', () => {
  const runcomfy = engineOf('runcomfy')
  testEach([emptyAccount], 'is made again, and the job comes to its end', runcomfy)
  testEach([revokedKey], 'pauses the job: it stays, and goes on with a good key', runcomfy)
})
