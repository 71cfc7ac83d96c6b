import { expect, test } from 'vitest'
import { paddingAround } from './paddingAround.ts'

test.each([
  ['no panel open', 1400, 0, ['48px', '84px', '48px', '84px']],
  ['a panel at the left', 1400, 400, ['48px', '60px', '48px', '460px']],
  ['a panel over nearly all of a small window', 480, 400, ['48px', '29px', '48px', '29px']],
])('with %s, what is fitted stays clear of it', (_, width, covered, [top, right, bottom, left]) => {
  expect(paddingAround({ width, height: 800 }, covered)).toEqual({ top, right, bottom, left })
})
