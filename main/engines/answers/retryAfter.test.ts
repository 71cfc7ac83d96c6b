import { expect, test } from 'vitest'
import { readRetryAfter } from './retryAfter.ts'

const now = Date.UTC(2026, 0, 1, 12, 0, 0)
const at = (seconds: number): string => new Date(now + seconds * 1000).toUTCString()

test.each<[string | null, string | null, number | null, string]>([
  [null, null, null, 'nothing is nothing'],
  ['', null, null, 'nothing is nothing'],
  ['0', null, 0, 'no wait'],
  ['3', null, 3000, 'seconds'],
  [' 1.5 ', null, 1500, 'parts of a second'],
  ['1e9', null, 120_000, 'for ever is two minutes'],
  ['1000000000', null, 120_000, 'for ever is two minutes'],
  ['-5', null, null, 'rubbish'],
  ['NaN', null, null, 'rubbish'],
  ['soon', null, null, 'rubbish'],
  ['2026', null, 120_000, 'seconds, not a year'],
  ['12:30', null, null, 'no date without letters'],
  [at(30), null, 30_000, 'a date by this clock'],
  [at(30), at(10), 20_000, 'a date by the clock of the answer'],
  [at(30 + 86_400 * 3650), at(86_400 * 3650), 30_000, 'a date by a clock that is ten years off'],
  [at(-30), null, 0, 'a date that is over'],
  [at(86_400), null, 120_000, 'a far date is two minutes'],
  [at(30), 'rubbish', 30_000, 'a date beside a broken one'],
])('%s beside the date %s is %s: %s', (retryAfter, date, expected) => {
  expect(readRetryAfter(retryAfter, date, now)).toBe(expected)
})
