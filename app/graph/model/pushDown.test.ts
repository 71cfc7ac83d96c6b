import { expect, test } from 'vitest'
import type { NodeRect } from './align.ts'
import { pushDown } from './pushDown.ts'

const card = (id: string, x: number, y: number, height = 100): NodeRect => ({ id, x, y, width: 200, height })
const none: ReadonlySet<string> = new Set()

test('a picture that arrives pushes down the cards below it in its column, and those push the next ones', () => {
  // The upper card was 100 high and is 300 high now.
  const cards = [card('third', 20, 240), card('upper', 0, 0, 300), card('second', 0, 120)]
  expect(pushDown(cards, new Map([['upper', 200]]), none)).toEqual(
    new Map([
      ['second', { x: 0, y: 320 }],
      ['third', { x: 20, y: 440 }],
    ]),
  )
})

test.each([
  ['stands in another column', card('other', 200, 120), none],
  ['has room enough', card('other', 0, 300), none],
  ['was under it before', card('other', 0, 60), none],
  ['is pinned', card('other', 0, 120), new Set(['other'])],
])('a card that %s stays', (_, other, fixed) => {
  expect(pushDown([card('upper', 0, 0, 300), other], new Map([['upper', 200]]), fixed)).toEqual(new Map())
})

test('where nothing has grown, cards that touch or cover each other stay', () => {
  expect(pushDown([card('a', 0, 0), card('b', 0, 40), card('c', 0, 100)], new Map(), none)).toEqual(new Map())
})
