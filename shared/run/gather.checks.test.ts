import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { Values } from '../ports/value.ts'
import { fakeMedia } from '../testing/media.ts'
import type { NodeFields } from '../testing/workflow.ts'
import { fanned, gathered, once } from '../testing/gathered.ts'

/** The message with which gathering is refused. */
function refusal(run: () => unknown): unknown {
  try {
    run()
    return 'nothing was refused'
  } catch (thrown) {
    return thrown instanceof AppError ? thrown.toJSON() : thrown
  }
}

const invalid = (message: string) => ({ code: 'input.invalid', message, data: { node: 'to' } })

describe('a value that a port refuses', () => {
  test.each<[string, () => unknown, string]>([
    [
      'a text too long',
      () => gathered(['text > short'], once({ text: 'long' })),
      'Short: has 4 characters; at most 3 are allowed',
    ],
    [
      'one item too long',
      () => gathered(['texts > short'], once({ texts: ['ok', 'long'] })),
      'Short (item 2): has 4 characters; at most 3 are allowed',
    ],
    [
      'one item too long, though another list is empty and no item would run',
      () => gathered(['texts > short', 'more > one'], once({ texts: ['ok', 'long'], more: [] })),
      'Short (item 2): has 4 characters; at most 3 are allowed',
    ],
    [
      'a list too long',
      () => gathered(['texts > many'], once({ texts: ['a', 'b', 'c', 'd'] })),
      'Many: has 4 items; at most 3 are allowed',
    ],
    [
      'a picture too narrow',
      () => gathered(['image > picture'], once({ image: fakeMedia(1) })),
      'Picture: too narrow',
    ],
    [
      'one picture of many too narrow',
      () =>
        gathered(
          ['images > picture'],
          once({ images: [fakeMedia(1, 'image', { width: 65 }), fakeMedia(2)] }),
        ),
      'Picture (item 2): too narrow',
    ],
    [
      'a seed that asks for a draw',
      () => gathered(['number > seed'], once({ number: -1 })),
      'Seed: -1 would have the engine draw a seed; give it one from 0',
    ],
    [
      'a seed that asks for a draw, among others',
      () => gathered(['number > seed'], fanned({ number: [3, -1] })),
      'Seed (item 2): -1 would have the engine draw a seed; give it one from 0',
    ],
    [
      'a field inside one item',
      () =>
        gathered(
          ['loras > loras'],
          once({
            loras: [
              { path: 'a/b', scale: 1 },
              { path: 'c/d', scale: 5 },
            ],
          }),
        ),
      'LoRAs: [1].scale: 5 is above 4',
    ],
    [
      'nothing',
      () => gathered(['image > image'], once({}), { type: 'test/strict' }),
      'Image: nothing came from image',
    ],
    [
      'null',
      () => gathered(['image > image'], once({ image: null }), { type: 'test/strict' }),
      'Image: nothing came from image',
    ],
    [
      'nothing for one item',
      () => gathered(['image > image'], fanned({ image: [fakeMedia(1), null] }), { type: 'test/strict' }),
      'Image (item 2): nothing came from image',
    ],
    [
      'a list with a gap',
      () => gathered(['text > many'], fanned({ text: ['a', null] })),
      'Many (item 2): nothing came from text',
    ],
  ])('is reported with port and item before anything starts: %s', (_, run, message) => {
    expect(refusal(run)).toEqual(invalid(message))
  })
})

describe('a picture that the file names', () => {
  const literal: NodeFields = { type: 'test/sink', values: { picture: { file: 'a.png' } } }

  test('is measured once it is known', () => {
    const narrow: Values = { picture: fakeMedia(1) }
    const wide: Values = { picture: fakeMedia(1, 'image', { width: 65 }) }
    expect(refusal(() => gathered([], once({}), literal, narrow))).toEqual(invalid('Picture: too narrow'))
    expect(gathered([], once({}), literal, wide).items).toEqual([{ other: 'own', ...wide }])
  })

  test('is measured by its index in a list', () => {
    const many: NodeFields = {
      type: 'test/sink',
      values: { pictures: [{ file: 'a.png' }, { file: 'b.png' }] },
    }
    const [wide, narrow] = [fakeMedia(1, 'image', { width: 65 }), fakeMedia(2)]
    expect(refusal(() => gathered([], once({}), many, { pictures: [wide, narrow] }))).toEqual(
      invalid('Pictures (item 2): too narrow'),
    )
    expect(gathered([], once({}), many, { pictures: [wide, wide] }).items).toEqual([
      { other: 'own', pictures: [wide, wide] },
    ])
  })

  test('is not measured if it stays an address: the engine checks it', () => {
    const address: Values = { picture: 'https://pictures.example/a.png' }
    expect(gathered([], once({}), literal, address).items).toEqual([{ other: 'own', ...address }])
  })
})

describe('a seed in the file', () => {
  test('must have been drawn', () => {
    expect(refusal(() => gathered([], once({}), { type: 'test/sink', values: { seed: -1 } }))).toEqual(
      invalid('Seed: -1 would have the engine draw a seed; give it one from 0'),
    )
    expect(gathered([], once({}), { type: 'test/sink', values: { seed: 4 } }).items).toEqual([
      { other: 'own', seed: 4 },
    ])
  })
})
