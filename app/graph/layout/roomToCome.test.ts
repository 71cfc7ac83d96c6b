import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import type { CardFacts } from './cardLayout.ts'
import { cardLayout } from './cardLayout.ts'
import { roomToCome } from './roomToCome.ts'

const empty: CardFacts = {
  inputs: new Set(),
  outputs: new Set(),
  more: false,
  preview: 0,
  banner: 0,
  jobs: 0,
  foot: false,
}

test.each([
  ['one that makes a mask and has not run', 'local/shape-mask', empty, false, 308],
  ['one whose picture is there', 'local/shape-mask', { ...empty, preview: 200, foot: true }, false, 0],
  ['one that makes no picture', 'local/join-text', empty, false, 28],
  ['a folded one', 'local/shape-mask', empty, true, 0],
])('tidying leaves room below %s', (_, name, facts, collapsed, room) => {
  const type = registry.get(name)
  if (type === undefined) throw new Error(`no ${name}`)
  const node = { id: 'n', type: name, position: { x: 0, y: 0 }, ...(collapsed && { collapsed }) }
  expect(roomToCome(type, cardLayout(type, node, facts))).toBe(room)
})
