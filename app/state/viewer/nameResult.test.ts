import { expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import { nameResult } from './nameResult.ts'

const made = (number: number) => ({
  media: fakeMedia(number),
  nodeTitle: 'Gen',
  at: new Date(2026, 10, 30, 14, 30 + number).getTime(),
})
const time = (number: number) =>
  new Date(made(number).at).toLocaleTimeString(undefined, { timeStyle: 'short' })
const versions = [made(1), made(2), made(3)]

test('a version of a node is called by its number and time, whichever run used it again', () => {
  expect(nameResult(made(2), versions)).toBe(`Version 2 of 3 · ${time(2)}`)
  expect(nameResult({ ...made(2), at: made(5).at }, versions)).toBe(`Version 2 of 3 · ${time(2)}`)
})

test('another picture is called by its node and time, so that two of one node differ', () => {
  expect(nameResult(made(4), versions)).toBe(`Gen · ${time(4)}`)
  expect(nameResult(made(4), [])).not.toBe(nameResult(made(5), []))
})
