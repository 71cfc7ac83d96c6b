import { describe } from 'vitest'
import type { FaultOrder } from '#main/practice/faults/fault.ts'
import type { AnswerFault } from './answers.ts'
import { caseOf, passing, redirects } from './answers.ts'
import { engineOf } from '../engineUnderTest.ts'
import { describeEngines } from '../overEngines.ts'
import type { NetworkCase } from './networkCase.ts'
import { testEach } from './networkCase.ts'

const call = 'result'

const passed: readonly NetworkCase[] = [
  ...passing(call),
  ['slow, byte by byte', { what: 'slow', call, byteMs: 1 }, 'shared'] as const,
  ...[400, 402, 409].map((status) => [String(status), { what: 'status', call, status }] as const),
  ['null as its output', { what: 'output', call, output: null, times: 2 }] as const,
  ['nothing in its output', { what: 'output', call, output: {} }] as const,
].map((one): NetworkCase => ({ ...caseOf(one), code: 0 }))

const passedByWord: readonly NetworkCase[] = [
  ['not done yet, where the status says completed', { what: 'word', call, word: 'in_progress' }] as const,
  ['a word that nobody knows', { what: 'word', call, word: 'marinating' }] as const,
  ['completed, and half of its output', { what: 'output', call, output: { image: { url: null } } }] as const,
  ["another request's result", { what: 'otherRequest', call, times: 2 }] as const,
].map((one): NetworkCase => ({ ...caseOf(one), code: 0 }))

const notedCase = (title: string, fault: FaultOrder, message: RegExp): NetworkCase => ({
  title,
  faults: [{ ...fault, times: 1000 }],
  code: 0,
  message,
  states: ['downloaded'],
})

const savedCase = (one: AnswerFault, code: number, message: RegExp): NetworkCase => ({
  ...caseOf(one),
  code,
  message,
})

const falFails = (title: string, fault: Partial<Extract<FaultOrder, { what: 'fail' }>>, message: RegExp) =>
  ({
    title,
    faults: [{ what: 'fail', call: 'submit', ...fault }],
    code: 69,
    message,
    states: ['failed'],
    later: null,
  }) satisfies NetworkCase

describeEngines('a result call that is answered with', (engine) => {
  testEach(passed, 'is made again, and the job comes to its end', engine)
  testEach(
    [401, 403].map((status) =>
      savedCase([String(status), { what: 'status', call, status }], 77, /key[^]*request id is/),
    ),
    'pauses the job: it stays, and goes on with a good key',
    engine,
  )
  testEach(
    redirects(call).map((one) => savedCase(one, 65, /redirect[^]*request id is/)),
    'is not followed: the job stays, and goes on',
    engine,
  )
  testEach(
    ['glb', 'zip', 'bin'].map((ending) => ({
      ...notedCase(
        `a file that is ${ending} beside its picture`,
        { what: 'output', call, output: { more: [{ url: `$base/samples/more.${ending}` }] }, beside: true },
        new RegExp(`more\\.${ending} .* is saved as .*\\.(bin|glb)`, 'i'),
      ),
      isShared: ending !== 'glb',
    })),
    'delivers its picture, and the rest is reported',
    engine,
  )
  testEach(
    [
      {
        title: '404 after the status said completed',
        faults: [{ what: 'status', call, status: 404, times: 1000 }],
        killedIn: 'result',
        code: null,
      },
      {
        title: '16 MiB and more of JSON, again and again,',
        faults: [{ what: 'huge', call, megabytes: 17, times: 1000 }],
        isShared: true,
        killedIn: 'result',
        code: null,
      },
    ],
    'is asked again for a while; the job goes on when it is there',
    engine,
  )
  testEach(
    [
      {
        title: 'completed and never an output',
        faults: [{ what: 'output', call, output: { image: null, images: [] }, times: 1000 }],
        killedIn: 'result',
        code: null,
        states: ['awaited'],
      },
    ],
    'is asked again later: what was paid for once is brought home when it is there',
    engine,
  )
})

describe.concurrent('a request of fal that is completed and failed', () => {
  testEach(
    [
      falFails(
        'with a refusal of its input',
        { message: 'was flagged', type: 'content_policy_violation' },
        /was flagged[^]*request id is/,
      ),
      falFails(
        'with a timeout',
        { message: 'took too long', status: 504, type: 'request_timeout' },
        /took too long[^]*request id is/,
      ),
      falFails(
        'with a fault of its runner',
        { message: 'is gone', status: 503, type: 'runner_disconnected' },
        /is gone[^]*request id is/,
      ),
    ],
    'is the end of the job, and is not submitted again',
    engineOf('fal'),
  )
})

describe.concurrent('a result call to RunComfy that is answered with', () => {
  const runcomfy = engineOf('runcomfy')
  testEach(passedByWord, 'is made again, and the job comes to its end', runcomfy)
  testEach(
    [-5, '-0.01', 1e9, '1e999', { usd: 1 }].map((cost) =>
      notedCase(
        `the cost ${JSON.stringify(cost)}`,
        { what: 'cost', call, cost },
        /its cost counts as unknown/,
      ),
    ),
    'delivers its picture, and the rest is reported',
    runcomfy,
  )
  testEach(
    [
      {
        title: 'failed',
        faults: [{ what: 'word', call, word: 'failed' }],
        code: 69,
        message: /failed[^]*request id is/,
        states: ['failed'],
        later: null,
      },
      {
        title: '422',
        faults: [{ what: 'status', call, status: 422 }],
        code: 69,
        message: /request id is/,
        states: ['failed'],
        later: null,
      },
    ],
    'is the end of the job',
    runcomfy,
  )
})
