import { expect, test } from 'vitest'
import type { RunRow } from '#shared/api/records.ts'
import { runsWithNewPrompts } from './notifyPrompts.ts'

const row = (id: string, isPrompting: boolean): RunRow => ({
  id,
  name: id,
  workflow: null,
  mode: 'practice',
  state: 'running',
  queuedAt: 0,
  startedAt: 0,
  finishedAt: null,
  cost: null,
  node: null,
  ...(isPrompting && { asking: true }),
})

test('a run that waits for the user is reported once, and again when it asks again', () => {
  const ids = (before: readonly RunRow[], after: readonly RunRow[]): readonly string[] =>
    runsWithNewPrompts(before, after).map(({ id }) => id)
  expect(ids([row('a', false)], [row('a', true), row('b', true)])).toEqual(['a', 'b'])
  expect(ids([row('a', true)], [row('a', true)])).toEqual([])
  expect(ids([row('a', false)], [row('a', true)])).toEqual(['a'])
})
