import { expect, test } from 'vitest'
import type { Node } from '#shared/document/workflow.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import { any, image, integer, same, text } from '#shared/ports/port.ts'
import type { CardFacts } from './cardLayout.ts'
import { cardLayout, cardWidth } from './cardLayout.ts'

const type = defineNode({
  type: 'test/draw',
  title: 'Draw',
  category: 'Test',
  inputs: {
    prompt: text('Prompt', { control: { kind: 'text', multiline: true } }),
    image: image('Image'),
    steps: integer('Steps', { advanced: true }),
  },
  outputs: { image: image('Image') },
  run: ({ image: given }) => ({ image: given }),
})
const node: Node = { id: 'a', type: type.type, position: { x: 0, y: 0 } }
const noFacts: CardFacts = {
  inputs: new Set(),
  outputs: new Set(),
  more: false,
  preview: 0,
  banner: 0,
  jobs: 0,
  foot: false,
}

test('a card is its title, its outputs, its inputs with their controls, and the line that folds the rest', () => {
  expect(cardLayout(type, node, noFacts)).toEqual({
    width: 280,
    height: 36 + 6 + 28 + (28 + 68 + 6) + 28 + 28 + 6,
    preview: null,
    banner: null,
    jobs: null,
    rows: [
      { top: 42, height: 28, input: null, output: 'image', control: 'none' },
      { top: 70, height: 102, input: 'prompt', output: null, control: 'below' },
      { top: 172, height: 28, input: 'image', output: null, control: 'beside' },
    ],
    more: { top: 200, height: 28, count: 1 },
    foot: null,
    ports: [
      { name: 'image', side: 'output', y: 56 },
      { name: 'prompt', side: 'input', y: 84 },
      { name: 'image', side: 'input', y: 186 },
    ],
  })
})

test('a picture and a failure push the rows down, and a foot closes the card', () => {
  const bare = cardLayout(type, node, noFacts)
  const full = cardLayout(type, node, { ...noFacts, preview: 210, banner: 60, foot: true })
  expect(full.preview).toEqual({ top: 36, height: 210 })
  expect(full.banner).toEqual({ top: 246, height: 60 })
  expect(full.rows.map(({ top }) => top)).toEqual(bare.rows.map(({ top }) => top + 270))
  expect(full.foot).toEqual({ top: bare.height + 270, height: 28 })
})

test('a control gives way to the cable of its port', () => {
  const { rows } = cardLayout(type, node, { ...noFacts, inputs: new Set(['prompt']) })
  expect(rows.find(({ input }) => input === 'prompt')).toMatchObject({ height: 28, control: 'none' })
})

test('an advanced input is shown when it is asked for, and when it is connected', () => {
  const shown = (facts: CardFacts) => cardLayout(type, node, facts).ports.map(({ name }) => name)
  expect(shown(noFacts)).not.toContain('steps')
  expect(shown({ ...noFacts, more: true })).toContain('steps')
  expect(shown({ ...noFacts, inputs: new Set(['steps']) })).toContain('steps')
})

test('an output shares the row of the input that it is like', () => {
  const pass = defineNode({
    type: 'test/pass',
    title: 'Pass',
    category: 'Test',
    inputs: { value: any('Value') },
    outputs: { value: same('Value', 'value') },
    run: ({ value }) => ({ value }),
  })
  expect(cardLayout(pass, node, noFacts).rows).toEqual([
    { top: 42, height: 28, input: 'value', output: 'value', control: 'none' },
  ])
})

test('all cables of a collapsed card end at its title', () => {
  const { height, ports, rows } = cardLayout(type, { ...node, collapsed: true }, noFacts)
  expect({ height, rows, positions: ports.map(({ y }) => y) }).toEqual({
    height: 36,
    rows: [],
    positions: [18, 18, 18, 18],
  })
})

test.each([
  [undefined, 280],
  [{ width: 10, height: 0 }, 200],
  [{ width: 400.4, height: 0 }, 400],
  [{ width: 9999, height: 0 }, 720],
])('a card of the size %o is %d wide', (size, width) => {
  expect(cardWidth(size === undefined ? node : { ...node, size }, type)).toBe(width)
})
