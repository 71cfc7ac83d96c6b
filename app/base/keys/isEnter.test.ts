import { expect, test } from 'vitest'
import { isComposing, isEnter, isEscape } from './isEnter.ts'

test.each([
  ['Enter', { key: 'Enter', keyCode: 13, isComposing: false }, true],
  ['Enter, as React reports it', { key: 'Enter', keyCode: 13, nativeEvent: { isComposing: false } }, true],
  ['Enter that takes a candidate', { key: 'Enter', keyCode: 229, isComposing: true }, false],
  ['the same, as React reports it', { key: 'Enter', keyCode: 13, nativeEvent: { isComposing: true } }, false],
  ['the same, as Safari reports it', { key: 'Enter', keyCode: 229, isComposing: false }, false],
  ['another key', { key: 'a', keyCode: 65, isComposing: false }, false],
])('%s', (_, event, expected) => {
  expect(isEnter(event)).toBe(expected)
})

test('Escape that throws a candidate away is not meant for the page either', () => {
  const event = { key: 'Escape', keyCode: 27 }
  expect([isEscape({ ...event, isComposing: false }), isEscape({ ...event, isComposing: true })]).toEqual([
    true,
    false,
  ])
  expect(isComposing({ ...event, isComposing: false })).toBe(false)
})
