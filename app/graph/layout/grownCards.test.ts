import { expect, test } from 'vitest'
import type { CardLayout } from './cardLayout.ts'
import type { FlowNode } from './flowNodes.ts'
import { grownCards } from './grownCards.ts'

const card = (id: string, preview: number, rest = 100): FlowNode => {
  const layout: CardLayout = {
    width: 280,
    height: rest + preview,
    preview: preview === 0 ? null : { top: 36, height: preview },
    banner: null,
    jobs: null,
    rows: [],
    more: null,
    foot: null,
    ports: [],
  }
  return { id, type: 'card', position: { x: 0, y: 0 }, data: { layout } }
}

test.each([
  ['a picture arrives, and its foot', card('a', 0), card('a', 210, 128), [['a', 238]]],
  ['a higher picture takes the place of one', card('a', 100), card('a', 210), [['a', 110]]],
  ['a lower one does', card('a', 210), card('a', 100), []],
  ['its rows unfold', card('a', 210), card('a', 210, 300), []],
  ['another card is opened in its place', card('b', 0), card('a', 210), []],
  ['it shows a picture that no run has brought', card('quiet', 0), card('quiet', 210), []],
])('when %s, a card has grown by so much', (_, before, after, grown) => {
  expect([...grownCards([before], [after], (id) => id === 'a' || id === 'b')]).toEqual(grown)
})
