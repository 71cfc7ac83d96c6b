import { beforeEach, expect, test } from 'vitest'
import type { VersionRow } from '#shared/ipc/records.ts'
import { placeOf } from './takeActs.ts'
import { keyOfOutputs, lookAt, takesStore, toTake } from './takesStore.ts'

const row = (run: string, text: string): VersionRow => ({
  run,
  at: 1000,
  took: 400,
  engine: 'practice',
  cost: 0.01,
  outputs: { text },
  inputs: {},
})

beforeEach(() => takesStore.setState({ known: {}, looks: {} }))

test('a take is shown as a result of its own time and cost', () => {
  expect(toTake(row('r1', 'one')).result).toEqual({
    phase: 'done',
    startedAt: 600,
    finishedAt: 1000,
    outputs: { text: 'one' },
    reused: false,
    cost: 0.01,
  })
})

test('a result is found among the takes by what it is, wherever a copy of it was saved', () => {
  const picture = { media: 'image', sha256: 'a'.repeat(64), mime: 'image/png', bytes: 1 } as const
  const takes = [toTake(row('r1', 'one')), toTake({ ...row('r2', ''), outputs: { image: picture } })]
  const { result } = toTake({ ...row('r3', ''), outputs: { image: { ...picture, path: '/a.png' } } })
  expect(placeOf(takes, result)).toBe(1)
  expect(placeOf(takes, toTake(row('r4', 'two')).result)).toBe(-1)
  expect(placeOf(takes, null)).toBe(-1)
  expect(keyOfOutputs(result.outputs)).toBe(takes[1]?.key)
})

test('a look ends without a trace, and one that is none changes nothing', () => {
  const { result } = toTake(row('r1', 'one'))
  lookAt('t', 'a', result)
  const looking = takesStore.getState()
  lookAt('t', 'b', null)
  lookAt('t', 'a', result)
  expect(takesStore.getState()).toBe(looking)
  lookAt('t', 'a', null)
  expect(takesStore.getState().looks).toEqual({ t: {} })
})
