import { expect, test } from 'vitest'
import type { NodeRect } from './align.ts'
import { tidy } from './tidy.ts'

const card = (id: string, x: number, y: number): NodeRect => ({ id, x, y, width: 100, height: 60 })
const edge = (from: string, to: string) => ({
  id: `${from}${to}`,
  from: { node: from, port: 'out' },
  to: { node: to, port: 'in' },
})

test('cables run from left to right, the whole stays where it was, and what has no cable is left alone', () => {
  const cards = [card('c', 50, 20), card('b', 900, 700), card('a', 400, 300), card('alone', 5, 5)]
  const positions = tidy(cards, [edge('a', 'b'), edge('b', 'c'), edge('a', 'elsewhere')])
  expect([...positions.keys()].toSorted()).toEqual(['a', 'b', 'c'])
  expect(positions.get('a')).toEqual({ x: 50, y: 20 })
  expect(positions.get('b')).toEqual({ x: 230, y: 20 })
  expect(positions.get('c')).toEqual({ x: 410, y: 20 })
})

test('without cables nothing moves', () => {
  expect(tidy([card('a', 0, 0), card('b', 10, 10)], [])).toEqual(new Map())
})
