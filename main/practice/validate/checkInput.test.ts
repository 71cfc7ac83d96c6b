import { describe, expect, test } from 'vitest'
import { testEndpoints } from '../testing/endpoints.ts'
import { checkInput, findMedia } from './checkInput.ts'
import { readFields } from './rule.ts'

const found = (endpoint: keyof typeof testEndpoints, input: unknown): readonly string[] =>
  checkInput(readFields(testEndpoints[endpoint].input), input).map(
    ({ loc, msg }) => `${loc.join('.')}: ${msg}`,
  )
const text = (input: object): readonly string[] => found('text', { prompt: 'a', ...input })
const control = (input: object): readonly string[] =>
  found('control', { prompt: 'a', image_url: 'https://a/b', loras: [], ...input })

describe('what fits', () => {
  test.each([
    [{ seed: 1 }],
    [{ seed: -5 }],
    [{ seed: 2 ** 60 }],
    [{ seed: 2.0 }],
    [{ num_images: 4, output_format: 'webp', image_size: 'portrait_16_9' }],
    [{ prompt: '' }],
  ])('%j', (input) => {
    expect(text(input)).toEqual([])
  })

  test.each([[[]], [[{ path: 'a' }]], [[{ scale: 0.5 }, { path: 'b', scale: 4 }, {}]]])(
    'loras %j',
    (loras) => {
      expect(control({ loras })).toEqual([])
    },
  )
})

describe('what does not fit, and where', () => {
  test.each([
    [{ seed: 1.5 }, 'body.seed: must be an integer, not 1.5'],
    [{ seed: '1' }, 'body.seed: must be an integer, not a text'],
    [{ seed: true }, 'body.seed: must be an integer, not true'],
    [{ seed: null }, 'body.seed: must be an integer, not null'],
    [{ seed: [1] }, 'body.seed: must be an integer, not a list'],
    [{ prompt: 7 }, 'body.prompt: must be a text, not 7'],
    [{ prompt: { a: 1 } }, 'body.prompt: must be a text, not an object'],
    [{ prompt: '\ud800' }, 'body.prompt: holds a lone surrogate'],
    [{ num_images: 0 }, 'body.num_images: 0 is below 1'],
    [{ num_images: 5 }, 'body.num_images: 5 is above 4'],
    [{ output_format: 'PNG' }, 'body.output_format: must be one of "jpeg", "png", "webp"'],
    [
      { image_size: 'auto' },
      `body.image_size: must be one of "square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"`,
    ],
    [{ cheese: 1 }, 'body.cheese: is not a property of this endpoint'],
    [{ toString: 1 }, 'body.toString: is not a property of this endpoint'],
  ])('%j', (input, problem) => {
    expect(text(input)).toEqual([problem])
  })

  test.each([
    [{ control_scale: 1.0001 }, 'body.control_scale: 1.0001 is above 1'],
    [{ control_scale: -0.1 }, 'body.control_scale: -0.1 is below 0'],
    [
      { control_scale: JSON.parse('1e999') as number },
      'body.control_scale: must be a finite number, not Infinity',
    ],
    [{ control_scale: '0.5' }, 'body.control_scale: must be a finite number, not a text'],
    [{ loras: {} }, 'body.loras: must be a list, not an object'],
    [{ loras: ['a'] }, 'body.loras.0: must be an object, not a text'],
    [{ loras: [{ path: 'a', scale: 5 }] }, 'body.loras.0.scale: 5 is above 4'],
    [
      { loras: [{ path: 'a' }, { path: 'b', weight: 1 }] },
      'body.loras.1.weight: is not a property of this endpoint',
    ],
    [{ loras: [{}, {}, {}, {}] }, 'body.loras: must have at most 3 items, has 4'],
    [JSON.parse('{"__proto__": 1}') as object, 'body.__proto__: is not a property of this endpoint'],
  ])('%j', (input, problem) => {
    // Spread would drop an own `__proto__`; `defineProperties` keeps it.
    const base = { prompt: 'a', image_url: 'https://a/b', loras: [] }
    const whole = Object.defineProperties(base, Object.getOwnPropertyDescriptors(input))
    expect(found('control', whole)).toEqual([problem])
  })

  test('all errors are reported at once, missing values first', () => {
    expect(found('control', { seed: 'x' })).toEqual([
      'body.prompt: is required',
      'body.image_url: is required',
      'body.loras: is required',
      'body.seed: must be an integer, not a text',
    ])
  })

  test.each([[null], [[]], ['a'], [1]])('%j is not an input', (input) => {
    expect(found('text', input)).toHaveLength(1)
  })
})

test.each([
  [{ minLength: 2, maxLength: 3 }, ['a', 'ab', 'abcd'], [1, 0, 1]],
  [{ exclusiveMinimum: 0, exclusiveMaximum: 1 }, [0, 0.5, 1], [1, 0, 1]],
  [{ enum: ['auto', '1'] }, ['auto', 1], [0, 1]],
])('%j is kept to', (rule, values, amounts) => {
  const fields = readFields({ properties: { x: rule } })
  expect(values.map((x) => checkInput(fields, { x }).length)).toEqual(amounts)
})

test('too few items are reported', () => {
  const fields = readFields({ properties: { x: { type: 'array', minItems: 2 } } })
  expect(checkInput(fields, { x: [1] })).toEqual([
    { loc: ['body', 'x'], msg: 'must have at least 2 items, has 1', type: 'min_items' },
  ])
})

test('files are found by their paths, also in lists, and only if they are texts', () => {
  const fields = readFields({
    properties: {
      image_url: { type: 'string' },
      image_urls: { type: 'array', items: { type: 'string' } },
      prompt: { type: 'string' },
    },
  })
  expect(findMedia(fields, { prompt: 'data:', image_url: 'a', image_urls: ['b', 3, 'c'] })).toEqual([
    { loc: ['body', 'image_url'], media: 'image', text: 'a' },
    { loc: ['body', 'image_urls', 0], media: 'image', text: 'b' },
    { loc: ['body', 'image_urls', 2], media: 'image', text: 'c' },
  ])
  expect(findMedia(fields, null)).toEqual([])
})
