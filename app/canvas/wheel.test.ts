import { expect, test } from 'vitest'
import { usesWheel } from './wheel.ts'

const field = { tagName: 'TEXTAREA', scrollWidth: 240, clientWidth: 240, scrollHeight: 68, clientHeight: 68 }

test.each([
  ['a text that is shown whole', field, false],
  ['a text that is a fraction of a pixel higher than its field', { ...field, scrollHeight: 69 }, false],
  ['a longer text', { ...field, scrollHeight: 140 }, true],
  ['a wider text', { ...field, scrollWidth: 400 }, true],
  ['a number that is being edited', { ...field, tagName: 'INPUT' }, true],
])('%s uses the wheel: %#', (_, element, uses) => {
  expect(usesWheel(element)).toBe(uses)
})
