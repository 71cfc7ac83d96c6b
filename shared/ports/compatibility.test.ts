import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fakeMedia } from '../testing/media.ts'
import { checkValue } from './check.ts'
import type { Arity, Conversion } from './compatibility.ts'
import { checkCompatibility, convert, describeType } from './compatibility.ts'
import type { PortType } from './port.ts'
import { file, image, integer, mask, number, text } from './port.ts'
import type { Value } from './value.ts'
import { ValueKind } from './value.ts'

const kinds = ValueKind.options
const one = (kind: PortType['kind']): PortType => ({ kind, list: false })
const many = (kind: PortType['kind']): PortType => ({ kind, list: true })

describe('what may flow into what', () => {
  const converted: readonly [ValueKind, ValueKind, Conversion][] = [
    ['integer', 'number', 'integer to number'],
    ['integer', 'text', 'integer to text'],
    ['number', 'text', 'number to text'],
    ['image', 'mask', 'image to mask'],
    ['mask', 'image', 'mask to image'],
    ['model3d', 'file', '3D model to file'],
  ]

  test.each(kinds.map((kind) => [kind]))('%s flows into itself as it is', (kind) => {
    expect(checkCompatibility(one(kind), one(kind))).toEqual({ ok: true, conversion: null, arity: 'same' })
  })

  test.each(converted)('%s flows into %s, and the edge says how', (from, to, conversion) => {
    expect(checkCompatibility(one(from), one(to))).toEqual({ ok: true, conversion, arity: 'same' })
  })

  test('every other pair is refused with a message that names both ends', () => {
    for (const from of kinds)
      for (const to of kinds) {
        if (from === to || converted.some(([a, b]) => a === from && b === to)) continue
        expect(checkCompatibility(many(from), one(to))).toEqual({
          ok: false,
          why: `${describeType(one(from))} cannot become ${describeType(one(to))}`,
        })
      }
  })

  test('a number never becomes an integer by itself: the user decides about the loss', () => {
    expect(checkCompatibility(one('number'), one('integer'))).toEqual({
      ok: false,
      why: 'a number cannot become a whole number',
    })
  })

  test.each(kinds.map((kind) => [kind]))(
    'a port for every kind takes %s, and what is not known yet may be %s',
    (kind) => {
      expect(checkCompatibility(one(kind), one('any'))).toEqual({ ok: true, conversion: null, arity: 'same' })
      expect(checkCompatibility(one('any'), one(kind))).toEqual({ ok: true, conversion: null, arity: 'same' })
    },
  )

  test.each<[PortType, PortType, Arity]>([
    [one('image'), one('image'), 'same'],
    [many('image'), many('image'), 'same'],
    [one('image'), many('image'), 'wrap'],
    [many('image'), one('image'), 'each'],
    [many('integer'), one('text'), 'each'],
    [many('any'), one('image'), 'each'],
  ])('%j into %j is %s', (from, to, arity) => {
    expect(checkCompatibility(from, to)).toMatchObject({ ok: true, arity })
  })
})

test('a port type has a readable name', () => {
  expect(describeType(one('image'))).toBe('an image')
  expect(describeType(many('lora'))).toBe('a list of LoRAs')
  expect(describeType(one('any'))).toBe('a value')
})

describe('a conversion', () => {
  const ports = {
    text: text('T'),
    number: number('N'),
    image: image('I'),
    mask: mask('M'),
    integer: integer('Z'),
  }

  test('of a number to text gives the number back when it is read', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const written = convert(value, 'number to text')
        expect(checkValue(ports.text, written)).toEqual([])
        expect(Number(written) === value).toBe(true)
      }),
    )
  })

  test('of a whole number keeps it, as a number and as text', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(convert(value, 'integer to number')).toBe(value)
        expect(convert(value, 'integer to text')).toBe(String(value))
      }),
    )
  })

  test('of a picture to a mask and back is the same picture', () => {
    fc.assert(
      fc.property(fc.nat(), (index) => {
        const picture = fakeMedia(index)
        const asMask = convert(picture, 'image to mask')
        expect(checkValue(ports.mask, asMask)).toEqual([])
        expect(convert(asMask, 'mask to image')).toEqual(picture)
      }),
    )
  })

  test('of a 3D model to a file is the same file, which a port for files takes', () => {
    const model = fakeMedia(1, 'model3d', { name: 'chair.glb' })
    const converted = convert(model, '3D model to file')
    expect(converted).toEqual({ ...model, media: 'file' })
    expect(checkValue(file('F'), converted)).toEqual([])
  })

  test.each<[Conversion]>([
    ['integer to number'],
    ['integer to text'],
    ['number to text'],
    ['image to mask'],
    ['mask to image'],
    ['3D model to file'],
  ])('%s leaves a value of another kind as it is, for the port to refuse', (conversion) => {
    const others: readonly Value[] = [null, true, { a: 1 }, 'words']
    for (const value of others) expect(convert(value, conversion)).toBe(value)
  })
})
