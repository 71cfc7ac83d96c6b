import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Value, Values } from '../ports/value.ts'
import { fakeMedia } from '../testing/media.ts'
import { uploads, fanned, gathered } from '../testing/gathered.ts'
import { workflowOf } from '../testing/workflow.ts'
import { combine } from './combine.ts'
import { plan } from './plan.ts'

describe('results of many items', () => {
  const [step] = plan(
    workflowOf({ s: { type: 'test/strict', values: { image: { file: 'a.png' } } } }),
    uploads,
  ).steps
  const put = (results: readonly (Values | undefined)[]): Values => {
    if (step === undefined) throw new Error('nothing was planned')
    return combine(step, results)
  }

  test("are lists with the results at the items' positions, and null if one failed", () => {
    const a = fakeMedia(1)
    const c = fakeMedia(3)
    expect(put([{ image: a, words: ['x'] }, undefined, { image: c, words: [] }])).toEqual({
      image: [a, null, c],
      words: ['x', null],
    })
  })

  test('that are lists themselves are concatenated, never nested', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string())), (lists) => {
        const results = lists.map((words) => ({ image: fakeMedia(0), words }))
        expect(put(results)).toEqual({ image: results.map(() => fakeMedia(0)), words: lists.flat() })
      }),
    )
  })

  test('that do not have an output leave null at its place', () => {
    expect(put([{ words: [] }, { image: null, words: ['y'] }])).toEqual({ image: [null, null], words: ['y'] })
  })

  test('of no items are empty lists', () => {
    expect(put([])).toEqual({ image: [], words: [] })
  })

  test('run over again give each item its own position back', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
        const values: readonly Value[] = texts
        const { items } = gathered(['text > one'], fanned({ text: values }))
        expect(items.map((item) => item['one'])).toEqual(texts)
      }),
    )
  })
})
