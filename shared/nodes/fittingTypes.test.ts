import { expect, test } from 'vitest'
import { any, image, json, listOf, mask, optional, text } from '../ports/port.ts'
import type { PortType } from '../ports/port.ts'
import { defineNode } from './defineNode.ts'
import type { NodeType } from './defineNode.ts'
import { fitDistance, fittingPortOfType, shapeOf } from './fittingTypes.ts'

const node = (inputs: NodeType['inputs'], change: { readonly inert?: boolean } = {}): NodeType =>
  defineNode({ type: 'test/n', title: 'N', category: '', inputs, outputs: {}, ...change, run: () => ({}) })
const MASK: PortType = { kind: 'mask', list: false }
const advanced = { ...mask('Mask'), advanced: true }

test('a port that takes the type as it is comes before one that converts it, and before one that is folded away', () => {
  expect(fittingPortOfType(node({ image: image('Image'), mask: mask('Mask') }), MASK, 'input')).toBe('mask')
  expect(fittingPortOfType(node({ folded: advanced, image: image('Image') }), MASK, 'input')).toBe('image')
  expect(fittingPortOfType(node({ text: text('Text') }), MASK, 'input')).toBeNull()
})

test('a port for one comes before a port for lists, which comes before one that converts', () => {
  const [one, many, other] = [mask('Mask'), listOf(mask('Masks')), image('Image')]
  expect(fittingPortOfType(node({ other, many, one }), MASK, 'input')).toBe('one')
  expect(fittingPortOfType(node({ other, many }), MASK, 'input')).toBe('many')
})

test('an output is found by what it becomes at the other end', () => {
  const maker = defineNode({
    type: 'test/m',
    title: 'M',
    category: '',
    inputs: {},
    outputs: { data: json('Data'), image: image('Image') },
    run: () => ({ data: null, image: { media: 'image', sha256: '', mime: '', bytes: 0 } }),
  })
  expect(fittingPortOfType(maker, MASK, 'output')).toBe('image')
  expect(fitDistance(shapeOf(maker), { kind: 'image', list: false }, 'output')).toBe(1)
})

test.each<readonly [string, NodeType, number | null]>([
  ['its main port has the type', node({ mask: mask('Mask') }), 0],
  ['another port has it', node({ text: optional(text('Text')), mask: mask('Mask') }), 1],
  ['its port is for lists', node({ masks: listOf(mask('Masks')) }), 20],
  ['its port is folded away', node({ mask: advanced }), 50],
  ['it converts', node({ image: image('Image') }), 100],
  ['it takes anything', node({ value: any('Value') }), 200],
  ['nothing fits', node({ text: text('Text') }), null],
  ['it is a note', node({ value: any('Value') }, { inert: true }), null],
])('the distance of a node type from a loose cable, where %s', (_, type, distance) => {
  expect(fitDistance(shapeOf(type), MASK, 'input')).toBe(distance)
})
