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
].map(([title, fault]): NetworkCase => ({ title, faults: [fault], code: 0 }))

const kept = (title: string, fault: FaultOrder, code: number, words: RegExp): NetworkCase => ({
  title,
  faults: [fault],
  code,
  words,
})

describe.concurrent('a result call that is answered with', () => {
  testEach(passed, 'is made again, and the job comes to its end')
  testEach(
    [401, 403].map((status) =>
      kept(String(status), { what: 'status', call, status }, 77, /key[^]*request id is/),
    ),
    'pauses the job: it stays, and goes on with a good key',
  )
  testEach(
    redirects(call).map(([title, fault]) => kept(title, fault, 65, /redirect[^]*request id is/)),
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
      {
        title: 'failed',
        faults: [{ what: 'word', call, word: 'failed' }],
        code: 69,
        words: /failed[^]*request id is/,
        states: ['failed'],
        later: null,
      },
      {
        title: '422',
        faults: [{ what: 'status', call, status: 422 }],
        code: 69,
        words: /request id is/,
        states: ['failed'],
        later: null,
      },
    ],
    'is the end of the job',
  )
})
