import { describe, expect, test } from 'vitest'
import { addLora, changeLora, moveLora, readLoras, removeLora } from './loraList.ts'

const a = { path: 'acme/a', scale: 1 }
const b = { path: 'acme/b', scale: 0.5 }
const c = { path: 'acme/c', scale: 2 }

describe('a list of LoRAs', () => {
  test('can be added to, taken from and put in another order', () => {
    expect(addLora([a])).toEqual([a, { path: '', scale: 1 }])
    expect(removeLora([a, b, c], 1)).toEqual([a, c])
    expect(moveLora([a, b, c], 2, -1)).toEqual([a, c, b])
    expect(moveLora([a, b, c], 0, 1)).toEqual([b, a, c])
  })

  test('stays the same list where something would be moved over its end', () => {
    const list = [a, b]
    expect(moveLora(list, 0, -1)).toBe(list)
    expect(moveLora(list, 1, 1)).toBe(list)
    expect(moveLora(list, 7, 1)).toBe(list)
  })

  test('changes one field of one row', () => {
    expect(changeLora([a, b], 1, { path: 'acme/z' })).toEqual([a, { path: 'acme/z', scale: 0.5 }])
    expect(changeLora([a, b], 0, { scale: 3 })).toEqual([{ path: 'acme/a', scale: 3 }, b])
    expect(changeLora([b], 0, { scale: undefined })).toEqual([{ path: 'acme/b', scale: 1 }])
    expect(changeLora([b], 0, { scale: 'half' })).toEqual([{ path: 'acme/b', scale: 'half' }])
  })

  test.each<[string, unknown, unknown]>([
    ['nothing is an empty list', undefined, []],
    ['null is an empty list', null, []],
    ['rows are rows', [a, b], [a, b]],
    [
      'a scale that is no number is kept to be mended',
      [{ path: 'x', scale: 'half' }],
      [{ path: 'x', scale: 'half' }],
    ],
    ['a field more would be lost, so it is left to the JSON editor', [{ ...a, weight: 1 }], null],
    ['a row without a path is left to the JSON editor', [{ scale: 1 }], null],
    ['a text is left to the JSON editor', 'acme/a', null],
  ])('%s', (_, value, list) => {
    expect(readLoras(value)).toEqual(list)
  })
})
