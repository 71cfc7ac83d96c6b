import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fakeMedia } from '../testing/media.ts'
import { uploads, fanned, gathered, once } from '../testing/gathered.ts'
import { workflowOf } from '../testing/workflow.ts'
import { gather } from './gather.ts'
import { plan } from './plan.ts'

describe('one set of inputs', () => {
  test('has the delivered values, those of the file, and the defaults', () => {
    expect(
      gathered(['text > one'], once({ text: 'a' }), { type: 'test/sink', values: { short: 'x' } }),
    ).toEqual({
      fanned: false,
      items: [{ one: 'a', short: 'x', other: 'own' }],
    })
  })

  test('has a list as a whole for a list input, and one value as a list of one', () => {
    expect(gathered(['texts > many'], once({ texts: ['a', 'b'] })).items).toEqual([
      { other: 'own', many: ['a', 'b'] },
    ])
    expect(gathered(['text > many'], once({ text: 'a' })).items).toEqual([{ other: 'own', many: ['a'] }])
    expect(gathered(['texts > many'], once({ texts: [] })).items).toEqual([{ other: 'own', many: [] }])
  })

  test('has data as it is, even if the data is a list or null', () => {
    expect(gathered(['json > data'], once({ json: [1, 2] })).items).toEqual([{ other: 'own', data: [1, 2] }])
    expect(gathered(['json > data'], once({ json: null })).items).toEqual([{ other: 'own', data: null }])
  })

  test('has values converted on the way, one or many', () => {
    expect(gathered(['number > one'], once({ number: 7 })).items).toEqual([{ other: 'own', one: '7' }])
    expect(
      gathered(['image > mask', 'images > masks'], once({ image: fakeMedia(1), images: [fakeMedia(2)] }))
        .items,
    ).toEqual([{ other: 'own', mask: fakeMedia(1, 'mask'), masks: [fakeMedia(2, 'mask')] }])
  })

  test('leaves an optional input empty if nothing came, or uses its default', () => {
    for (const empty of [{}, { text: null }])
      expect(gathered(['text > one', 'text > other'], once(empty)).items).toEqual([{ other: 'own' }])
  })
})

describe('a list into a port for one', () => {
  test('makes one set of inputs per item, in order', () => {
    expect(gathered(['texts > one'], once({ texts: ['a', 'b'] }))).toEqual({
      fanned: true,
      items: [
        { other: 'own', one: 'a' },
        { other: 'own', one: 'b' },
      ],
    })
  })

  test('makes a single one of a list of one, but its results are still a list', () => {
    expect(gathered(['texts > one'], once({ texts: ['a'] }))).toEqual({
      fanned: true,
      items: [{ other: 'own', one: 'a' }],
    })
  })

  test('makes none of an empty list, whatever else arrives', () => {
    expect(gathered(['texts > one', 'more > other'], once({ texts: [], more: ['a', 'b'] }))).toEqual({
      fanned: true,
      items: [],
    })
    expect(gathered(['texts > one', 'more > other'], once({ texts: ['a', 'b'], more: [] })).items).toEqual([])
  })

  test('comes also from a node that ran over a list itself, whose outputs are lists', () => {
    expect(gathered(['text > one', 'text > many'], fanned({ text: ['a', 'b'] })).items).toEqual([
      { other: 'own', one: 'a', many: ['a', 'b'] },
      { other: 'own', one: 'b', many: ['a', 'b'] },
    ])
  })

  test('is as long as the longest, and shorter ones repeat their last item', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { minLength: 1, maxLength: 5 }),
        fc.array(fc.string(), { minLength: 1, maxLength: 5 }),
        (texts, more) => {
          const { items } = gathered(['texts > one', 'more > needed'], once({ texts, more }))
          expect(items).toEqual(
            Array.from({ length: Math.max(texts.length, more.length) }, (_, item) => ({
              other: 'own',
              one: texts[Math.min(item, texts.length - 1)],
              needed: more[Math.min(item, more.length - 1)],
            })),
          )
        },
      ),
    )
  })

  test('fills in the default for an item that is missing, without moving the others', () => {
    expect(gathered(['text > other'], fanned({ text: ['a', null, 'c'] })).items).toEqual([
      { other: 'a' },
      { other: 'own' },
      { other: 'c' },
    ])
  })

  test('of literals that a bypassed node passes on runs per item as well', () => {
    const planned = plan(
      workflowOf(
        { l: { type: 'test/words', mode: 'bypassed', values: { words: ['a', 'b'] } }, to: 'test/sink' },
        ['l.words > to.one'],
      ),
      uploads,
    )
    const [step] = planned.steps
    expect(step && gather(step, [], (input) => input.literal)).toEqual({
      fanned: true,
      items: [
        { one: 'a', other: 'own' },
        { one: 'b', other: 'own' },
      ],
    })
  })
})
