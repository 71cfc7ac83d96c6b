import { describe, expect, test } from 'vitest'
import { fakeMedia } from '../testing/media.ts'
import { Media, MediaLiteral, isMedia, isMediaKind } from './value.ts'

describe('a row of the asset store', () => {
  test('is recognized by its kind and its hash', () => {
    expect(isMedia(fakeMedia(1))).toBe(true)
    expect(Media.parse(fakeMedia(1))).toEqual(fakeMedia(1))
  })

  test.each<[string, unknown]>([
    ['a hash that is a path', { ...fakeMedia(1), sha256: '../../etc/passwd' }],
    ['a hash in capitals', { ...fakeMedia(1), sha256: 'A'.repeat(64) }],
    ['a hash that is a list', { ...fakeMedia(1), sha256: [fakeMedia(1).sha256] }],
    ['a kind that is none', { ...fakeMedia(1), media: 'text' }],
    ['a kind that is an object', { ...fakeMedia(1), media: {} }],
    ['no hash', { media: 'image' }],
    ['null', null],
    ['a text', 'image'],
  ])('is not recognized in %s', (_, value) => {
    expect(isMedia(value)).toBe(false)
  })
})

test('the media kinds are the four of the asset store', () => {
  const kinds = ['text', 'number', 'image', 'mask', 'video', 'audio', 'lora', 'json', 'any', 'constructor']
  expect(kinds.filter(isMediaKind)).toEqual(['image', 'mask', 'video', 'audio'])
})

describe('how a file names a picture', () => {
  test.each<[unknown]>([
    [{ file: 'in.png' }],
    [{ asset: fakeMedia(1).sha256 }],
    ['https://pictures.example/a.png'],
    ['http://127.0.0.1/a.png'],
    ['data:image/png;base64,AAAA'],
  ])('%j is valid', (literal) => {
    expect(MediaLiteral.safeParse(literal).success).toBe(true)
  })

  test.each<[unknown]>([
    ['in.png'],
    ['javascript:alert(1)'],
    ['file:///etc/passwd'],
    [' https://pictures.example/a.png'],
    [{ file: '' }],
    [{ asset: 'abc' }],
    [7],
    [null],
  ])('%j is not', (literal) => {
    expect(MediaLiteral.safeParse(literal).success).toBe(false)
  })
})
