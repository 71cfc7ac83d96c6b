import { expect, test } from 'vitest'
import type { Direction } from './neighbour.ts'
import { neighbour } from './neighbour.ts'

const rect = (x: number, y: number) => ({ x, y, width: 10, height: 10 })
const here = rect(0, 0)
const others = [
  ['right', rect(100, 0)],
  ['aside', rect(60, 60)],
  ['far', rect(300, 0)],
  ['above', rect(5, -80)],
] as const

test.each<[Direction, string | null]>([
  ['right', 'right'],
  ['down', 'aside'],
  ['up', 'above'],
  ['left', null],
])('%s of it is %s', (direction, id) => {
  expect(neighbour(here, others, direction)).toBe(id)
})
