import { describe } from 'vitest'
import type { FaultOrder } from '#main/practice/faults/fault.ts'
import type { NetworkCase } from './networkCase.ts'
import { testEach } from './networkCase.ts'

/** A busy engine, and its requested wait. */
const busy = (call: FaultOrder['call'], times: number, headers: Record<string, string>): FaultOrder => ({
  what: 'status',
  call,
  status: 429,
  times,
  headers,
})

const date = 'Sat, 01 Aug 2026 10:00:00 GMT'
const secondLater = 'Sat, 01 Aug 2026 10:00:01 GMT'
const dayBefore = 'Fri, 31 Jul 2026 10:00:00 GMT'

const quick: readonly (readonly [title: string, headers: Record<string, string>])[] = [
  ['0', { 'retry-after': '0' }],
  ['1e-3', { 'retry-after': '0.001' }],
  ['a date, by the clock of the answer', { 'retry-after': secondLater, date }],
  ['a date that is over', { 'retry-after': dayBefore, date }],
]

const long: readonly (readonly [title: string, headers: Record<string, string>])[] = [
  ['missing', {}],
  ['1e9', { 'retry-after': '1000000000' }],
  ['a number beyond all numbers', { 'retry-after': '9'.repeat(400) }],
  ['rubbish', { 'retry-after': 'soon, \u00a7 -- maybe' }],
  ['negative', { 'retry-after': '-5' }],
  ['nothing', { 'retry-after': '' }],
]

describe.concurrent('Retry-After that is', () => {
  testEach(
    quick.map(([title, headers]): NetworkCase => ({
      title,
      faults: [busy('submit', 2, headers)],
      code: 0,
      posts: 3,
    })),
    'is kept to by a submit',
  )
  testEach(
    quick.map(([title, headers]): NetworkCase => ({ title, faults: [busy('status', 2, headers)], code: 0 })),
    'is kept to by a status call',
  )
  testEach(
    long.map(([title, headers]): NetworkCase => ({
      title,
      faults: [busy('submit', 1000, headers)],
      waitsIn: 'submit',
      code: 130,
      posts: 1,
      accepted: 0,
      states: ['created'],
      more: 1,
    })),
    'makes a submit wait; interrupted meanwhile, it is submitted by the next run',
  )
  testEach(
    long.map(([title, headers]): NetworkCase => ({
      title,
      faults: [busy('status', 1000, headers)],
      waitsIn: 'status',
      code: 130,
      states: ['submitted'],
    })),
    'makes a status call wait; interrupted meanwhile, the job goes on',
  )
  testEach(
    [
      {
        title: 'missing',
        faults: [busy('submit', 1000, {})],
        disturbances: { strikes: [{ kind: 'sql', match: '^UPDATE jobs .*\\["created"', side: 'after' }] },
        code: null,
        posts: 1,
        accepted: 0,
        states: ['created'],
        more: 1,
      },
    ],
    'makes a submit wait; killed meanwhile, it is submitted by the next run',
  )
  testEach(
    [
      {
        title: 'missing',
        faults: [busy('status', 1000, {})],
        killedIn: 'status',
        code: null,
        states: ['submitted'],
      },
    ],
    'makes a status call wait; killed meanwhile, the job goes on',
  )
})

describe.concurrent('an engine that stays busy', () => {
  testEach(
    [
      {
        title: 'for submits',
        faults: [busy('submit', 1000, { 'retry-after': '0' })],
        code: 75,
        message: /too much to do/,
        posts: 9,
        accepted: 0,
        more: 1,
      },
    ],
    'is asked nine times, then it is left for later',
  )
})
