import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fakeMedia } from '../testing/media.ts'
import { checkLiteral, checkValue, describeValue } from './check.ts'
import type { PictureRule, Port } from './port.ts'
import {
  any,
  boolean,
  choice,
  file,
  image,
  integer,
  json,
  listOf,
  lora,
  mask,
  model3d,
  number,
  seed,
  text,
} from './port.ts'

const words = (port: Port, value: unknown): readonly string[] =>
  checkValue(port, value).map(({ message }) => message)

test.each([
  [model3d('Mesh'), 'model3d', []],
  // A result of an earlier version.
  [model3d('Mesh'), 'file', []],
  [file('File'), 'model3d', []],
  [model3d('Mesh'), 'video', ['must be a 3D model, not a video']],
  [image('Image'), 'file', ['must be an image, not a file']],
] as const)('$0.label is given a $1: $2', (port, kind, says) => {
  expect(words(port, fakeMedia(1, kind))).toEqual(says)
})

describe('a number', () => {
  const strength = number('Strength', { limits: { minimum: 0, maximum: 1 } })

  const rows: readonly [Port, unknown, string[]][] = [
    [strength, 0, []],
    [strength, 1, []],
    [strength, 1.4, ['1.4 is above 1']],
    [strength, -0.1, ['-0.1 is below 0']],
    [strength, '0.5', ['must be a number, not "0.5"']],
    [strength, null, ['must be a number, not null']],
    [strength, undefined, ['must be a number, not nothing']],
    [strength, Number.NaN, ['must be a finite number, not NaN']],
    [strength, -Infinity, ['must be a finite number, not -Infinity']],
    [integer('Steps'), 1.5, ['must be a whole number, not 1.5']],
    [integer('Steps'), 2 ** 53, ['9007199254740992 is too large to be saved exactly']],
    [integer('Steps'), 2 ** 53 - 1, []],
    [number('Any'), 2 ** 53, []],
    [seed('Seed'), 2 ** 31, ['2147483648 is above 2147483647']],
    [seed('Seed'), -1, ['-1 is below 0']],
    [integer('Width', { limits: { multipleOf: 64 } }), 1024, []],
    [integer('Width', { limits: { multipleOf: 64 } }), 1000, ['1000 is not a multiple of 64']],
    [number('Scale', { limits: { multipleOf: 0.1 } }), 0.3, []],
    [number('Scale', { limits: { multipleOf: 0.1 } }), 0.35, ['0.35 is not a multiple of 0.1']],
  ]
  test.each(rows.map(([port, value, says]) => ({ port, value, says })))(
    '$port.label refuses or accepts $value: $says',
    ({ port, value, says }) => {
      expect(words(port, value)).toEqual(says)
    },
  )

  test('every multiple of a step counts as one, whatever the floating-point rounding', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.constantFrom(0.01, 0.05, 0.1, 0.25, 1, 8, 64),
        (n, step) => {
          expect(words(number('N', { limits: { multipleOf: step } }), n * step)).toEqual([])
        },
      ),
    )
  })
})

describe('a text, a boolean, data', () => {
  const prompt = text('Prompt', { limits: { minLength: 2, maxLength: 4 } })

  const rows: readonly [Port, unknown, string[]][] = [
    [prompt, 'abc', []],
    [prompt, 'a', ['has 1 character; at least 2 are needed']],
    [prompt, 'abcde', ['has 5 characters; at most 4 are allowed']],
    [prompt, 7, ['must be a text, not 7']],
    [prompt, fakeMedia(1), ['must be a text, not an image']],
    [prompt, { a: 1 }, ['must be a text, not an object']],
    [boolean('On'), true, []],
    [boolean('On'), 'true', ['must be true or false, not "true"']],
    [json('Data'), { deep: [null] }, []],
    [any('Value'), Symbol.iterator, []],
  ]
  test.each(rows.map(([port, value, says]) => ({ port, value, says })))(
    '$port.label refuses or accepts $value: $says',
    ({ port, value, says }) => {
      expect(words(port, value)).toEqual(says)
    },
  )
})

describe('a choice', () => {
  const size = choice('Size', ['square', 'auto'])
  const many = choice('Many', ['a', 'b', 'c', 'd', 'e', 'f', 'g'])

  test('accepts exactly what it lists, and names some of it', () => {
    expect(words(size, 'auto')).toEqual([])
    expect(words(size, 'wide')).toEqual(['"wide" is none of square, auto'])
    expect(words(many, 'z')).toEqual(['"z" is none of a, b, c, d, e, f, …'])
    expect(words(size, true)).toEqual(['must be a text, not true'])
  })

  test('a text of a megabyte that is no choice is not repeated in the message', () => {
    expect(words(size, 'x'.repeat(2 ** 20))).toEqual(['a text is none of square, auto'])
  })

  test('numbers and texts that look alike are not the same choice', () => {
    const port: Port = { ...integer('Size'), type: { kind: 'integer', list: false, choices: [512, 768] } }
    expect(words(port, 512)).toEqual([])
    expect(words(port, '512')).toEqual(['"512" is none of 512, 768'])
  })
})

describe('a LoRA', () => {
  const loras = listOf(lora('LoRAs', { limits: { minimum: 0, maximum: 4, minItems: 1, maxItems: 2 } }))

  test.each<[unknown, [string, string][]]>([
    [[{ path: 'owner/name', scale: 1 }], []],
    [[{ path: ' ', scale: 1 }], [['0.path', 'must be the address or repository id of LoRA weights']]],
    [[{ path: 'a/b', scale: 5 }], [['0.scale', '5 is above 4']]],
    [[{ path: 'a/b' }], [['0.scale', 'must be a number, not nothing']]],
    [[{ path: 'a/b', scale: 1, weight: 2 }], [['0.weight', 'is not a field of a LoRA']]],
    [['a/b'], [['0', 'must be a LoRA with path and scale, not "a/b"']]],
    [[['a/b']], [['0', 'must be a LoRA with path and scale, not a list']]],
    [[null], [['0', 'must be a LoRA with path and scale, not null']]],
    [[], [['', 'has 0 items; at least 1 are needed']]],
    [{ path: 'a/b', scale: 1 }, [['', 'must be a list of LoRAs, not an object']]],
  ])('is checked field by field: %j', (value, expected) => {
    expect(checkValue(loras, value).map(({ path, message }) => [path.join('.'), message])).toEqual(expected)
  })

  test('one too many is reported once, and invalid ones are reported by their index', () => {
    const good = { path: 'a/b', scale: 1 }
    expect(checkValue(loras, [good, { ...good, scale: -1 }, good])).toEqual([
      { path: [], message: 'has 3 items; at most 2 are allowed' },
      { path: [1, 'scale'], message: '-1 is below 0' },
    ])
  })
})

describe('a picture in a workflow file', () => {
  test.each<[unknown]>([
    ['https://pictures.example/a.png'],
    [{ file: 'a.png' }],
    [{ asset: fakeMedia(1).sha256 }],
  ])('is named: %j', (literal) => {
    expect(checkLiteral(image('Image'), literal)).toEqual([])
  })

  test.each<[unknown, string]>([
    ['a.png', '"a.png"'],
    ['file:///etc/passwd', '"file:///etc/passwd"'],
    [7, '7'],
    [{ path: '/etc/passwd' }, 'an object'],
    [fakeMedia(1), 'a row of an asset store'],
    [{ ...fakeMedia(1), file: 'a.png' }, 'a row of an asset store'],
  ])('is not %j', (literal, not) => {
    expect(checkLiteral(image('Image'), literal)).toEqual([
      { path: [], message: `must be an image (a file, an asset or an address), not ${not}` },
    ])
  })

  test('in a list, an invalid one is reported by its index', () => {
    expect(checkLiteral(listOf(mask('Masks')), [{ file: 'a.png' }, 'b.png'])).toEqual([
      { path: [1], message: 'must be a mask (a file, an asset or an address), not "b.png"' },
    ])
  })
})

describe('a picture during a run', () => {
  const rules: readonly PictureRule[] = [
    { measure: 'width', side: 'above', bound: 64, words: 'wider than 64 pixels' },
    { measure: 'height', side: 'below', bound: 512, words: 'lower than 512 pixels' },
    { measure: 'ratio', side: 'below', bound: 3, words: 'not so wide' },
    { measure: 'megabytes', side: 'below', bound: 10, words: 'smaller than 10 MB' },
  ]
  const port = image('Image', { limits: { pictures: rules } })

  test('is a row of the asset store, of the kind that the port takes', () => {
    expect(words(image('Image'), fakeMedia(1))).toEqual([])
    expect(words(image('Image'), fakeMedia(1, 'mask'))).toEqual(['must be an image, not a mask'])
    expect(words(image('Image'), { file: '/etc/passwd' })).toEqual(['must be an image, not an object'])
    expect(words(image('Image'), 'https://pictures.example/a.png')).toEqual([
      'must be an image, not "https://pictures.example/a.png"',
    ])
    expect(words(image('Image'), { ...fakeMedia(1), sha256: '../../x' })).toEqual([
      'must be an image, not an object',
    ])
    expect(words(image('Image'), { ...fakeMedia(1), bytes: -1 })).toEqual([
      'must be an image, not a broken row of an asset store',
    ])
  })

  test.each<[Parameters<typeof fakeMedia>[2], string[]]>([
    [{ width: 65, height: 511, bytes: 9_999_999 }, []],
    [{ width: 64, height: 100 }, ['wider than 64 pixels']],
    [{ width: 100, height: 512 }, ['lower than 512 pixels']],
    [{ width: 300, height: 100 }, ['not so wide']],
    [{ width: 100, height: 100, bytes: 10_000_000 }, ['smaller than 10 MB']],
    [{ width: 30, height: 10 }, ['wider than 64 pixels', 'not so wide']],
  ])('is measured: %j', (measures, expected) => {
    expect(words(port, fakeMedia(1, 'image', measures))).toEqual(expected)
  })

  test('is not refused for unknown measures', () => {
    const { width: _, height: __, ...unmeasured } = fakeMedia(1)
    expect(words(port, unmeasured)).toEqual([])
  })
})

test('the description of a value is short whatever the value is', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true }), (value) => {
      expect(describeValue(value).length).toBeLessThan(310)
    }),
  )
})
