import { expect, test } from 'vitest'
import { Fault } from './fault.ts'
import type { FaultOrder } from './fault.ts'
import { createFaultBook } from './faultBook.ts'
import type { Occasion } from './faultBook.ts'

function bookOf(...orders: readonly FaultOrder[]) {
  const book = createFaultBook()
  book.add(orders.map((order) => Fault.parse(order)))
  return book
}
const submit: Occasion = { call: 'submit', modelId: 'm', requestId: null }

test('a fault befalls as many calls as were ordered, after those it lets pass', () => {
  const book = bookOf({ what: 'html', call: 'submit', after: 2, times: 2 })
  expect([1, 2, 3, 4, 5].map(() => book.take(submit)?.what ?? null)).toEqual([
    null,
    null,
    'html',
    'html',
    null,
  ])
})

test('of two that are due the first in the order acts; the other comes next', () => {
  const book = bookOf({ what: 'html', call: 'submit' }, { what: 'empty', call: 'submit' })
  expect([1, 2, 3].map(() => book.take(submit)?.what ?? null)).toEqual(['html', 'empty', null])
})

test('calls are counted from the order on, also those that another fault befell', () => {
  const book = bookOf({ what: 'html', call: 'submit' }, { what: 'empty', call: 'submit', after: 2 })
  expect([1, 2, 3].map(() => book.take(submit)?.what ?? null)).toEqual(['html', null, 'empty'])
})

test('other calls, endpoints and requests are left alone, and not counted', () => {
  const book = bookOf({ what: 'html', call: 'status', model: 'm', request: 'r' })
  const status: Occasion = { call: 'status', modelId: 'm', requestId: 'r' }
  expect(book.take(submit)).toBeNull()
  expect(book.take({ ...status, modelId: 'other' })).toBeNull()
  expect(book.take({ ...status, requestId: 'other' })).toBeNull()
  expect(book.take({ ...status, requestId: null })).toBeNull()
  expect(book.take(status)?.what).toBe('html')
})

test('the book tells what is on order and forgets it when cleared', () => {
  const book = bookOf({ what: 'html', call: 'submit' })
  book.take(submit)
  expect(book.list()).toEqual([
    { fault: { what: 'html', call: 'submit', after: 0, times: 1, accept: false }, befallen: 1 },
  ])
  book.clear()
  expect(book.list()).toEqual([])
})
