import { expect, test } from 'vitest'
import { createCounts } from './counts.ts'

test('calls are counted by kind and by request; unknown ones are not', () => {
  const counts = createCounts()
  counts.count({ name: 'submit', requestId: null })
  counts.count({ name: 'status', requestId: 'a' })
  counts.count({ name: 'status', requestId: 'a' })
  counts.count({ name: 'status', requestId: 'b' })
  counts.count({ name: 'output', requestId: 'a' })
  counts.count({ name: 'none', requestId: null })
  expect(counts.view()).toEqual({
    calls: { submit: 1, status: 3, output: 1 },
    requests: { a: { status: 2, output: 1 }, b: { status: 1 } },
  })
})

test('an answer is in progress until it is over, exactly once', () => {
  const counts = createCounts()
  const [end] = [counts.begin(), counts.begin()]
  expect(counts.answering()).toBe(2)
  end?.()
  end?.()
  expect(counts.answering()).toBe(1)
})
