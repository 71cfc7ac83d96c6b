import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../ports/value.ts'
import { fakeMedia } from '../testing/media.ts'
import { joinNode, paintNode, seedNode } from '../testing/nodeTypes.ts'
import { cacheText } from './cacheKey.ts'

describe('the key of a result', () => {
  test('consists of the node type, its version and each input that it has', () => {
    expect(cacheText(joinNode, { first: 'a', second: 'b' })).toBe('["test/join",1,"first","a","second","b"]')
    expect(cacheText({ ...joinNode, version: 2 }, { first: 'a' })).toBe('["test/join",2,"first","a"]')
  })

  test('does not depend on the order of inputs, nor on values that the node does not take', () => {
    expect(cacheText(joinNode, { second: 'b', stray: 1, first: 'a' })).toBe(
      cacheText(joinNode, { first: 'a', second: 'b' }),
    )
  })

  test('contains of a picture its bytes and kind, wherever a copy of it is', () => {
    const media = fakeMedia(1)
    expect(cacheText(paintNode, { image: { ...media, path: '/saved/a.png' } })).toBe(
      cacheText(paintNode, { image: media }),
    )
    expect(cacheText(paintNode, { image: fakeMedia(1, 'mask') })).not.toBe(
      cacheText(paintNode, { image: media }),
    )
    expect(cacheText(paintNode, { image: fakeMedia(2) })).not.toBe(cacheText(paintNode, { image: media }))
  })

  test('distinguishes a picture from data that looks like one', () => {
    const data = (value: Json): string => cacheText(seedNode, { data: value })
    expect(data({ media: 'image', sha256: 'x', note: 1 })).not.toBe(
      data({ media: 'image', sha256: 'x', note: 2 }),
    )
    expect(data(`image:${fakeMedia(1).sha256}`)).not.toBe(cacheText(seedNode, { data: fakeMedia(1) }))
  })

  test('cannot be made to look like another by a text with line breaks', () => {
    expect(cacheText(joinNode, { first: 'a"\nsecond="b' })).not.toBe(
      cacheText(joinNode, { first: 'a', second: 'b' }),
    )
  })

  test('ignores absent values: in an object they are left out, in a list they are null', () => {
    const gap = undefined as never
    expect(cacheText(seedNode, { data: { a: 1, b: gap } })).toBe(cacheText(seedNode, { data: { a: 1 } }))
    expect(cacheText(seedNode, { data: [1, gap] })).toBe(cacheText(seedNode, { data: [1, null] }))
  })
})

const canonical = (value: Json): Json =>
  Array.isArray(value)
    ? value.map((item: Json) => canonical(item))
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .map(([key, item]): [string, Json] => [key, canonical(item)])
            .toSorted(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value

// fast-check's own JSON values; −0 is written as 0.
const json = fc
  .jsonValue({ noUnicodeString: false })
  .map((value): Json => JSON.parse(JSON.stringify(value)) as Json)

test('two values have the same text exactly when they are the same JSON, in whatever order their keys stand', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      const [left, right] = [a, b].map((data) => cacheText(seedNode, { data }))
      expect(left === right).toBe(JSON.stringify(canonical(a)) === JSON.stringify(canonical(b)))
    }),
  )
})

test('the order of keys does not count, at any depth', () => {
  const reversed = (value: Json): Json =>
    Array.isArray(value)
      ? value.map((item: Json) => reversed(item))
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .toReversed()
              .map(([key, item]): [string, Json] => [key, reversed(item)]),
          )
        : value
  fc.assert(
    fc.property(json, (data) => {
      expect(cacheText(seedNode, { data: reversed(data) })).toBe(cacheText(seedNode, { data }))
    }),
  )
})
