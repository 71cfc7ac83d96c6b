import { describe, expect, test } from 'vitest'
import type { RunEvent } from '#shared/run/run.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { eventWithPaths, mediaIn, withPaths } from './withPaths.ts'

const [one, two] = [fakeMedia(1), fakeMedia(2)]
const pathOf = ({ sha256 }: { sha256: string }): string => `/assets/${sha256.at(-1) ?? ''}`
const [first, second] = [
  { ...one, kind: 'image', path: '/assets/1' },
  { ...two, kind: 'image', path: '/assets/2' },
]

describe('values', () => {
  test('get the kind and a path at each picture, in nested lists too, and nothing else changes', () => {
    const values = {
      image: one,
      list: [one, null, [two]],
      text: 'a',
      number: 1,
      data: { media: 'image' },
      none: null,
    }
    expect(withPaths(values, pathOf)).toEqual({ ...values, image: first, list: [first, null, [second]] })
    expect(values.image).toBe(one)
  })

  test('keep the path of a copy that was saved for the user', () => {
    const saved = { ...one, path: '/pictures/a.png' }
    expect(withPaths({ image: saved }, pathOf)).toEqual({ image: { ...saved, kind: 'image' } })
  })

  test('list their pictures in order, with nested lists flattened', () => {
    expect(mediaIn({ a: [one, [two, null]], b: 'x', c: one })).toEqual([one, two, one])
    expect(mediaIn({})).toEqual([])
  })
})

describe('an event', () => {
  const outputs = { image: one }
  const found = { image: first }
  const error = { code: 'job.failed', message: 'It failed.' } as const
  const rows: readonly (readonly [RunEvent, unknown])[] = [
    [{ type: 'step.done', node: 'a', at: 1, outputs, reused: false, cost: 0.1 }, { outputs: found }],
    [{ type: 'step.failed', node: 'a', at: 1, error, outputs, cost: null }, { outputs: found }],
    [{ type: 'step.cancelled', node: 'a', at: 1, outputs, cost: null }, { outputs: found }],
    [
      { type: 'run.finished', state: 'done', at: 1, cost: null, outputs: { a: outputs, b: {} } },
      { outputs: { a: found, b: {} } },
    ],
  ]
  test.each(rows)('with pictures gets their paths: %j', (event, changed) => {
    expect(eventWithPaths(event, pathOf)).toEqual({ ...event, ...(changed as object) })
  })

  const without: readonly RunEvent[] = [
    { type: 'run.started', run: 'r', workflow: 'w', at: 1, nodes: ['a'], seeds: {} },
    { type: 'step.started', node: 'a', at: 1, items: 1 },
    { type: 'step.progress', node: 'a', at: 1, item: '0' },
    { type: 'step.failed', node: 'a', at: 1, error, cost: null },
    { type: 'step.cancelled', node: 'a', at: 1, cost: null },
    { type: 'step.skipped', node: 'a', at: 1, because: 'muted', of: 'b' },
  ]
  test.each(without.map((event) => [event]))('without pictures is printed as it is: %j', (event) => {
    expect(eventWithPaths(event, pathOf)).toBe(event)
  })
})
