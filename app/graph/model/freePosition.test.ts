import { expect, test } from 'vitest'
import { freePosition } from './freePosition.ts'

const card = (x: number, y: number) => ({ x, y, width: 280, height: 100 })

test.each([
  ['stays where it is wanted, where nothing lies', [card(600, 600)], { x: 0, y: 0 }],
  ['goes below a card that lies there', [card(0, 0)], { x: 0, y: 128 }],
  ['goes above where below is taken, too', [card(0, 0), card(0, 130)], { x: 0, y: -128 }],
  ['goes beside it where it is nearer', [{ x: -250, y: -400, width: 280, height: 900 }], { x: 64, y: 0 }],
  ['stays where no place is free', [{ x: -9000, y: -9000, width: 18_000, height: 18_000 }], { x: 0, y: 0 }],
])('a new card %s', (_, occupied, position) => {
  expect(freePosition(card(0, 0), occupied)).toEqual(position)
})

test('several that are placed at one position do not cover each other', () => {
  const occupied: ReturnType<typeof card>[] = []
  for (let count = 0; count < 12; count++) {
    const { x, y } = freePosition(card(10, 10), occupied)
    for (const other of occupied)
      expect(Math.abs(other.x - x) >= 280 || Math.abs(other.y - y) >= 100).toBe(true)
    occupied.push(card(x, y))
  }
})
