import { expect, test } from 'vitest'
import type { ListAtPort } from './uncertain.ts'
import { pairLists } from './uncertain.ts'

const reason = { of: 's', error: { code: 'node.failed' as const, message: 'no bad' } }
const certain = (length: number): ListAtPort => ({ length, uncertain: undefined })
const lost = (origin: string, from: number, length: number): ListAtPort => ({
  length,
  uncertain: { from, origin, reason },
})

test.each<[what: string, lists: readonly ListAtPort[], until: number]>([
  ['certain lists go together, however long they are', [certain(5), certain(3)], Infinity],
  ['one list alone goes with nothing', [lost('a', 2, 6)], Infinity],
  ['a longer list goes with an uncertain one up to where that is', [lost('a', 2, 6), certain(5)], 2],
  ['one item repeats', [lost('a', 0, 6), certain(1)], Infinity],
  ['the last item repeats from where the other is uncertain', [lost('a', 2, 6), certain(3)], Infinity],
  ['the last item but one does not', [lost('a', 2, 6), certain(4)], 2],
  ['lists of one origin go together', [lost('a', 2, 6), lost('a', 2, 6)], Infinity],
  ['with a third list they do not', [lost('a', 2, 6), lost('a', 2, 6), certain(6)], 2],
  [
    'lists of two origins do not, even if they lost an item at one place',
    [lost('a', 2, 6), lost('b', 2, 6)],
    2,
  ],
  ['nor if one lost its item before the other', [lost('a', 4, 6), lost('b', 1, 6)], 1],
  ['of an empty list nothing is made', [lost('a', 2, 6), certain(0)], Infinity],
])('%s', (_, lists, until) => {
  expect(pairLists(lists).until).toBe(until)
})
