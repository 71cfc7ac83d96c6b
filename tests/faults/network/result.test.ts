import { describe } from 'vitest'
import type { FaultOrder } from '#main/practice/faults/fault.ts'
import { passing, redirects } from './answers.ts'
import type { NetworkCase } from './networkCase.ts'
import { testEach } from './networkCase.ts'

const call = 'result'

const passed: readonly NetworkCase[] = [
  ...passing(call),
  ['slow, byte by byte', { what: 'slow', call, byteMs: 1 }] as const,
  ['402', { what: 'status', call, status: 402 }] as const,
  ['not done yet, where the status says completed', { what: 'word', call, word: 'in_progress' }] as const,
  ['a word that nobody knows', { what: 'word', call, word: 'marinating' }] as const,
  ['completed, and null as its output', { what: 'output', call, output: null, times: 2 }] as const,
  ['completed, and nothing in its output', { what: 'output', call, output: {} }] as const,
  ['completed, and half of its output', { what: 'output', call, output: { image: { url: null } } }] as const,
  ["another request's result", { what: 'otherRequest', call, times: 2 }] as const,
].map(([title, fault]): NetworkCase => ({ title, faults: [fault], code: 0 }))

const notedCase = (title: string, fault: FaultOrder, message: RegExp): NetworkCase => ({
  title,
  faults: [{ ...fault, times: 1000 }],
  code: 0,
  message,
  states: ['downloaded'],
})

const savedCase = (title: string, fault: FaultOrder, code: number, message: RegExp): NetworkCase => ({
  title,
  faults: [fault],
  code,
  message,
})

describe.concurrent('a result call that is answered with', () => {
  testEach(passed, 'is made again, and the job comes to its end')
  testEach(
    [401, 403].map((status) =>
      savedCase(String(status), { what: 'status', call, status }, 77, /key[^]*request id is/),
    ),
    'pauses the job: it stays, and goes on with a good key',
  )
  testEach(
    redirects(call).map(([title, fault]) => savedCase(title, fault, 65, /redirect[^]*request id is/)),
    'is not followed: the job stays, and goes on',
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
        killedIn: 'result',
        code: null,
      },
    ],
    'is asked again for a while; the job goes on when it is there',
  )
  testEach(
    [
      ...['glb', 'zip', 'bin'].map((ending) =>
        notedCase(
          `a file that is ${ending} beside its picture`,
          { what: 'output', call, output: { more: [{ url: `$base/samples/more.${ending}` }] }, beside: true },
          new RegExp(`more\\.${ending} .* is saved as .*\\.(bin|glb)`, 'i'),
        ),
      ),
      ...[-5, '-0.01', 1e9, '1e999', { usd: 1 }].map((cost) =>
        notedCase(
          `the cost ${JSON.stringify(cost)}`,
          { what: 'cost', call, cost },
          /its cost counts as unknown/,
        ),
      ),
    ],
    'delivers its picture, and the rest is reported',
  )
  testEach(
    [
      {
        title: 'completed and never an output',
        faults: [{ what: 'output', call, output: { image: null }, times: 1000 }],
        killedIn: 'result',
        code: null,
        states: ['awaited'],
      },
    ],
    'is asked again later: what was paid for once is brought home when it is there',
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
  )
})
