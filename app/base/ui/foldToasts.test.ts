import { expect, test } from 'vitest'
import { foldToasts } from './foldToasts.ts'

const error = (id: number) => ({ id, type: 'error' })
const toast = (id: number) => ({ id, type: 'info' })

test.each([
  [[], [], 0],
  [[error(1), toast(2), error(3), error(4)], [1, 2, 3, 4], 0],
  [[error(1), toast(2), error(3), error(4), toast(5), error(6), error(7)], [1, 2, 3, 4, 5], 2],
])('the three newest errors are shown, and the others are counted', (toasts, ids, folded) => {
  const fold = foldToasts(toasts)
  expect([fold.shown.map(({ id }) => id), fold.folded]).toEqual([ids, folded])
})
