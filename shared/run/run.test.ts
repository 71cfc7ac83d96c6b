import { expect, test } from 'vitest'
import { RunEvent } from './run.ts'

test.each<[string, unknown]>([
  ['a word that is no event', { type: 'step.paused', node: 'a', at: 1 }],
  ['no items', { type: 'step.started', node: 'a', at: 1, items: 0 }],
  [
    'outputs that are a list',
    { type: 'step.done', node: 'a', at: 1, outputs: [], reused: false, cost: null },
  ],
  [
    'outputs that are null',
    { type: 'step.done', node: 'a', at: 1, outputs: null, reused: false, cost: null },
  ],
  [
    'progress that is no number',
    { type: 'step.progress', node: 'a', at: 1, item: '0', progress: Number.NaN },
  ],
  [
    'an error code that nobody knows',
    { type: 'step.failed', node: 'a', at: 1, error: { code: 'x', message: '' }, cost: null },
  ],
  ['a reason that nobody knows', { type: 'step.skipped', node: 'a', at: 1, because: 'bored', of: 'b' }],
  ['a state that is none', { type: 'run.finished', state: 'paused', at: 1, cost: null, outputs: {} }],
])('an event with %s is refused on arrival', (_, event) => {
  expect(RunEvent.safeParse(event).success).toBe(false)
})

test('an event with outputs is accepted as it is', () => {
  const event = { type: 'step.done', node: 'a', at: 1, outputs: { image: null }, reused: true, cost: 0 }
  expect(RunEvent.parse(event)).toEqual(event)
})
