import { expect, test } from 'vitest'
import { Fault } from './fault.ts'
import type { FaultOrder } from './fault.ts'
import { createFaultPlan } from './faultPlan.ts'
import type { Occasion } from './faultPlan.ts'

function planOf(...orders: readonly FaultOrder[]) {
  const plan = createFaultPlan()
  plan.add(orders.map((order) => Fault.parse(order)))
  return plan
}
const submit: Occasion = { call: 'submit', modelId: 'm', requestId: null }

test('a fault affects as many calls as configured, after those it lets pass', () => {
  const plan = planOf({ what: 'html', call: 'submit', after: 2, times: 2 })
  expect([1, 2, 3, 4, 5].map(() => plan.next(submit)?.what ?? null)).toEqual([
    null,
    null,
    'html',
    'html',
    null,
  ])
})

test('of two that are due the first in the list acts; the other comes next', () => {
  const plan = planOf({ what: 'html', call: 'submit' }, { what: 'empty', call: 'submit' })
  expect([1, 2, 3].map(() => plan.next(submit)?.what ?? null)).toEqual(['html', 'empty', null])
})

test('calls are counted from when the fault was added, including those that another fault affected', () => {
  const plan = planOf({ what: 'html', call: 'submit' }, { what: 'empty', call: 'submit', after: 2 })
  expect([1, 2, 3].map(() => plan.next(submit)?.what ?? null)).toEqual(['html', null, 'empty'])
})

test('other calls, endpoints and requests are not affected, and not counted', () => {
  const plan = planOf({ what: 'html', call: 'status', model: 'm', request: 'r' })
  const status: Occasion = { call: 'status', modelId: 'm', requestId: 'r' }
  expect(plan.next(submit)).toBeNull()
  expect(plan.next({ ...status, modelId: 'other' })).toBeNull()
  expect(plan.next({ ...status, requestId: 'other' })).toBeNull()
  expect(plan.next({ ...status, requestId: null })).toBeNull()
  expect(plan.next(status)?.what).toBe('html')
})

test('the plan lists the active faults and forgets them when cleared', () => {
  const plan = planOf({ what: 'html', call: 'submit' })
  plan.next(submit)
  expect(plan.list()).toEqual([
    { fault: { what: 'html', call: 'submit', after: 0, times: 1, accept: false }, befallen: 1 },
  ])
  plan.clear()
  expect(plan.list()).toEqual([])
})
