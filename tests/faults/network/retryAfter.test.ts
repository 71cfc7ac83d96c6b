import type { FaultOrder } from '#main/practice/faults/fault.ts'
import type { NetworkCase } from './networkCase.ts'
import { testEach } from './networkCase.ts'
import { describeEngines } from '../overEngines.ts'

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

/** What a header means is decided in one place; each engine's client must pass it there, for each of its calls. */
type Wait = readonly [title: string, headers: Record<string, string>, shared?: 'shared']

const quick: readonly Wait[] = [
  ['0', { 'retry-after': '0' }],
  ['1e-3', { 'retry-after': '0.001' }, 'shared'],
  ['a date, by the clock of the answer', { 'retry-after': secondLater, date }],
  ['a date that is over', { 'retry-after': dayBefore, date }, 'shared'],
]

const long: readonly Wait[] = [
  ['missing', {}],
  ['1e9', { 'retry-after': '1000000000' }],
  ['a number beyond all numbers', { 'retry-after': '9'.repeat(400) }, 'shared'],
  ['rubbish', { 'retry-after': 'soon, \u00a7 -- maybe' }, 'shared'],
  ['negative', { 'retry-after': '-5' }, 'shared'],
  ['nothing', { 'retry-after': '' }, 'shared'],
]

describeEngines('Retry-After that is', (engine) => {
  testEach(
    quick.map(([title, headers, shared]): NetworkCase => ({
      title,
      isShared: shared !== undefined,
      faults: [busy('submit', 2, headers)],
      code: 0,
      posts: 3,
    })),
    'is kept to by a submit',
    engine,
  )
  testEach(
    quick.map(([title, headers, shared]): NetworkCase => ({
      title,
      isShared: shared !== undefined,
      faults: [busy('status', 2, headers)],
      code: 0,
    })),
    'is kept to by a status call',
    engine,
  )
  testEach(
    long.map(([title, headers, shared]): NetworkCase => ({
      title,
      isShared: shared !== undefined,
      faults: [busy('submit', 1000, headers)],
      waitsIn: 'submit',
      code: 130,
      posts: 1,
      accepted: 0,
      states: ['created'],
      more: 1,
    })),
    'makes a submit wait; interrupted meanwhile, it is submitted by the next run',
    engine,
  )
  testEach(
    long.map(([title, headers, shared]): NetworkCase => ({
      title,
      isShared: shared !== undefined,
      faults: [busy('status', 1000, headers)],
      waitsIn: 'status',
      code: 130,
      states: ['submitted'],
      // What was stopped there, because it was asked for, is submitted again.
      more: engine.stopsRunningJobs ? 1 : 0,
    })),
    'makes a status call wait; interrupted meanwhile, the job goes on, or the run does',
    engine,
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
    engine,
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
    engine,
  )
})

describeEngines('an engine that stays busy', (engine) => {
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
    engine,
  )
})
