import { expect, expectTypeOf, test } from 'vitest'
import { integer, listOf, optional, text, withDefault } from '../ports/port.ts'
import { fakeServices } from '../testing/fakeServices.ts'
import type { NodeContext } from '../services.ts'
import { defineNode } from './defineNode.ts'

const context: NodeContext = {
  services: fakeServices(),
  signal: new AbortController().signal,
  run: { id: 'r', workflow: 'w', startedAt: 0 },
  node: { id: 'n', title: 'N' },
  item: '0',
  progress: () => {},
  update: () => {},
  spent: () => {},
  note: () => {},
}

const repeat = defineNode({
  type: 'test/repeat',
  title: 'Repeat',
  category: 'Test',
  inputs: { text: text('Text'), times: withDefault(integer('Times'), 2), tail: optional(text('Tail')) },
  outputs: { lines: listOf(text('Lines')) },
  check: ({ times }) => (times === 13 ? 'thirteen brings bad luck' : null),
  run({ text: given, times, tail }) {
    expectTypeOf(given).toEqualTypeOf<string>()
    expectTypeOf(times).toEqualTypeOf<number>()
    expectTypeOf(tail).toEqualTypeOf<string | undefined>()
    return { lines: [...Array.from({ length: times }, () => given), ...(tail === undefined ? [] : [tail])] }
  },
})

test('a declaration is a whole node type: local, cached, and without keywords', () => {
  expect(repeat).toMatchObject({
    type: 'test/repeat',
    where: 'local',
    version: 1,
    effect: false,
    inert: false,
    keywords: [],
    help: '',
  })
})

test('explicit properties of a declaration are kept', () => {
  const saver = defineNode({
    type: 'test/saver',
    title: 'Saver',
    category: 'Test',
    keywords: ['disk'],
    help: 'Saves.',
    version: 3,
    effect: true,
    inputs: {},
    outputs: {},
    run: () => ({}),
  })
  expect(saver).toMatchObject({ keywords: ['disk'], help: 'Saves.', version: 3, effect: true })
  expect(Object.hasOwn(saver, 'check')).toBe(false)
})

test('a node runs with the values of its inputs and checks them together', async () => {
  expect(await repeat.run({ text: 'a', times: 2, tail: 'z' }, context)).toEqual({ lines: ['a', 'a', 'z'] })
  expect(repeat.check?.({ times: 13 })).toBe('thirteen brings bad luck')
  expect(repeat.check?.({ times: 12 })).toBeNull()
})
