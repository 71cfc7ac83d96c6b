import { expect, test } from 'vitest'
import { readableLine } from './readableLine.ts'

test.each([
  [
    '{"at":"2026-11-30T07:59:47.126Z","pid":7,"level":"info","event":"run.finished","data":{"state":"done","cost":null}}',
    '07:59:47.126 info run.finished state=done cost=null',
  ],
  ['{"at":"2026-11-30T07:59:47.126Z","pid":7,"level":"warn","event":"start"}', '07:59:47.126 warn start'],
  ['{"at":"2026-11-30T07:5', '{"at":"2026-11-30T07:5'],
  ['[1]', '[1]'],
])('the line %s is shown as %s', (line, shown) => {
  expect(readableLine(line)).toBe(shown)
})
