import { expect, test } from 'vitest'
import type { Alignment, NodeRect } from './align.ts'
import { align } from './align.ts'

const rects: readonly NodeRect[] = [
  { id: 'a', x: 0, y: 0, width: 100, height: 50 },
  { id: 'b', x: 300, y: 40, width: 50, height: 100 },
  { id: 'c', x: 110, y: 400, width: 100, height: 10 },
]

test.each<[Alignment, readonly (readonly [number, number])[]]>([
  [
    'left',
    [
      [0, 0],
      [0, 40],
      [0, 400],
    ],
  ],
  [
    'right',
    [
      [250, 0],
      [300, 40],
      [250, 400],
    ],
  ],
  [
    'centre',
    [
      [125, 0],
      [150, 40],
      [125, 400],
    ],
  ],
  [
    'top',
    [
      [0, 0],
      [300, 0],
      [110, 0],
    ],
  ],
  [
    'bottom',
    [
      [0, 360],
      [300, 310],
      [110, 400],
    ],
  ],
  [
    'middle',
    [
      [0, 180],
      [300, 155],
      [110, 200],
    ],
  ],
  [
    'spread across',
    [
      [0, 0],
      [300, 40],
      [150, 400],
    ],
  ],
  [
    'spread down',
    [
      [0, 0],
      [300, 175],
      [110, 400],
    ],
  ],
])('%s', (how, positions) => {
  const moved = align(rects, how)
  expect(rects.map(({ id }) => [moved.get(id)?.x, moved.get(id)?.y])).toEqual(positions)
})
