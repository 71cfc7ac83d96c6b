import { describe, expect, test } from 'vitest'
import type { NumberRule, StepSize } from './stepping.ts'
import { dragged, fraction, stepSizeOf, toValidNumber, stepped } from './stepping.ts'

const number = (step: number, limits: NumberRule['limits'] = {}, slider = false): NumberRule => ({
  whole: false,
  step,
  slider,
  limits,
})
const whole = (limits: NumberRule['limits'] = {}): NumberRule => ({
  whole: true,
  step: 1,
  slider: false,
  limits,
})

describe('an arrow key', () => {
  test.each<[string, NumberRule, number, number, StepSize, number]>([
    ['adds a step', number(0.01), 0.5, 1, 'plain', 0.51],
    ['takes a step', number(0.01), 0.5, -1, 'plain', 0.49],
    ['is ten times finer with Shift', number(0.01), 0.5, 1, 'fine', 0.501],
    ['is ten times coarser with Ctrl', number(0.01), 0.5, 1, 'coarse', 0.6],
    ['leaves no noise of binary fractions', number(0.1), 0.7, 1, 'plain', 0.8],
    ['keeps finer digits that were typed', number(0.1), 0.123, 1, 'plain', 0.223],
    ['goes by whole numbers, also with Shift', whole(), 5, 1, 'fine', 6],
    ['comes from a fraction to the next whole number', whole(), 341.33, 1, 'plain', 342],
    ['comes down to the next whole number', whole(), 341.33, -1, 'plain', 341],
    ['stops at the maximum', whole({ maximum: 8 }), 8, 1, 'coarse', 8],
    ['stops at the minimum', number(0.1, { minimum: 0 }), 0.05, -1, 'plain', 0],
    ['brings back what was beyond', whole({ minimum: 1, maximum: 8 }), 5000, -1, 'plain', 8],
    ['goes by multiples', whole({ multipleOf: 16 }), 512, 1, 'plain', 528],
    ['comes to the next multiple', whole({ multipleOf: 16 }), 520, 1, 'plain', 528],
    ['comes down to the next multiple', whole({ multipleOf: 16 }), 520, -1, 'plain', 512],
    ['goes by ten multiples with Ctrl', whole({ multipleOf: 16 }), 512, -1, 'coarse', 352],
    ['stops at the last multiple', whole({ multipleOf: 16, maximum: 1000 }), 992, 1, 'plain', 992],
    ['stops at the first multiple', whole({ multipleOf: 16, minimum: 250 }), 256, -1, 'plain', 256],
    ['never shows a minus before nothing', number(0.1), -0.1, 1, 'plain', 0],
  ])('%s', (_, rule, value, steps, size, after) => {
    expect(stepped(rule, value, steps, size)).toBe(after)
  })
})

describe('a drag', () => {
  const slider = number(0.01, { minimum: 0, maximum: 4 }, true)
  const drag = (rule: NumberRule, from: number, pixels: number, size: StepSize = 'plain'): number =>
    toValidNumber(rule, from + dragged(rule, pixels, 100, size), size)

  test.each<[string, number, number]>([
    ['across a whole slider goes from end to end', drag(slider, 0, 100), 4],
    ['across a part of a slider goes as far', drag(slider, 1, 25), 2],
    ['beyond its end stays there', drag(slider, 1, 500), 4],
    ['with Shift goes a tenth as far', drag(slider, 1, 25, 'fine'), 1.1],
    ['changes an unbounded whole number by one each two pixels', drag(whole(), 10, -6), 7],
    ['crosses a wide range within a screen', drag(whole({ minimum: 0, maximum: 6000 }), 0, 300), 3000],
    ['is not carried away by the range of seeds', drag(whole({ minimum: 0, maximum: 2 ** 31 - 1 }), 7, 2), 8],
    ['stays on multiples', drag(whole({ minimum: 256, maximum: 1536, multipleOf: 16 }), 512, 6), 560],
  ])('%s', (_, got, wanted) => {
    expect(got).toBe(wanted)
  })
})

test('the bar of a slider never leaves its field', () => {
  const rule = number(0.1, { minimum: 1, maximum: 3 }, true)
  expect([0, 1, 2, 3, 99].map((value) => fraction(rule, value))).toEqual([0, 0, 0.5, 1, 1])
})

test.each<[Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey', boolean>>, StepSize]>([
  [{}, 'plain'],
  [{ shiftKey: true }, 'fine'],
  [{ ctrlKey: true }, 'coarse'],
  [{ metaKey: true }, 'coarse'],
  [{ shiftKey: true, ctrlKey: true }, 'coarse'],
])('%j is the speed %s', (keys, size) => {
  expect(stepSizeOf({ shiftKey: false, ctrlKey: false, metaKey: false, ...keys })).toBe(size)
})
