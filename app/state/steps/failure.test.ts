import { expect, test } from 'vitest'
import type { ErrorCode } from '#shared/errors.ts'
import { formatItemPath } from '#shared/run/address.ts'
import type { FailedStep } from './failure.ts'
import { decidingError, failureLines, linesEach, waysOut } from './failure.ts'

const step: FailedStep = {
  phase: 'failed',
  startedAt: 0,
  finishedAt: 1,
  error: { code: 'job.failed', message: 'No.' },
  outputs: {},
  cost: null,
}
const list = (...codes: readonly ErrorCode[]): FailedStep => ({
  ...step,
  items: codes.map((code, item) => ({ item: formatItemPath([item]), error: { code, message: `${code}.` } })),
  total: 9,
})

test('the errors of a list are shown item by item, as far as there is room', () => {
  expect(failureLines(step)).toEqual(['No.'])
  expect(failureLines(list('job.failed', 'job.lost'))).toEqual(['Item 1: job.failed.', 'Item 2: job.lost.'])
  const many = list('job.failed', 'job.failed', 'job.failed', 'job.failed', 'job.failed')
  expect(failureLines(many).at(-1)).toBe('2 more failed.')
})

test('in a list, an unknown item decides which actions are offered', () => {
  expect(decidingError(list('job.failed', 'job.unknown')).code).toBe('job.unknown')
  expect(decidingError(step).code).toBe('job.failed')
})

test.each([
  ['job.unknown', ['request', 'again']],
  ['account.key', ['again', 'settings']],
  ['account.balance', ['again']],
  ['job.failed', ['again']],
] as const)('for %s the actions are %j', (code, ways) => {
  expect(waysOut({ code, message: '' })).toEqual(ways)
})

test('an image that is too large gets one sentence and the one button that helps', () => {
  const message =
    'Image cannot be sent to Acme: it has 7.5 MiB, and Acme takes pictures of at most 6 MiB in a request. Make it smaller, or something else.'
  const error = {
    code: 'media.unsendable',
    message,
    data: { field: 'image_url', smallerCopies: false },
  } as const
  expect(waysOut(error)).toEqual(['smaller'])
  expect(failureLines({ ...step, error })).toEqual([
    'Image cannot be sent to Acme: it has 7.5 MiB, and Acme takes pictures of at most 6 MiB in a request.',
  ])
  expect(waysOut({ ...error, data: { field: 'image_url' } })).toEqual(['again'])
})

test('the reasons of few items have several lines each, those of many one', () => {
  expect([1, 2, 3, 4, 9].map((count) => linesEach(Array(count).fill('No.')))).toEqual([7, 3, 2, 1, 1])
})
