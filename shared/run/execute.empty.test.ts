import { describe, expect, test } from 'vitest'
import type { NodeType } from '../nodes/defineNode.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { listOf, text, withDefault } from '../ports/port.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import type { NodeFields } from '../testing/workflow.ts'
import { say, workflowOf } from '../testing/workflow.ts'

const needsBoth: NodeType = {
  ...defineNode({
    type: 'test/both',
    title: 'Both',
    category: 'Test',
    inputs: { one: text('One'), two: text('Two') },
    outputs: { out: text('Out') },
    run: ({ one, two }) => ({ out: `${one}${two}` }),
  }),
  where: 'remote',
}
/** Splits a text at once, in a way that no plan can foresee. */
const split = defineNode({
  type: 'test/split',
  title: 'Split',
  category: 'Test',
  inputs: { text: withDefault(text('Text'), '') },
  outputs: { words: listOf(text('Words')) },
  run: ({ text: given }) => ({ words: given.split(' ').filter((word) => word !== '') }),
})

/** `list` makes a list, over which `s` runs; `paid` is what `s` needs beside it, and it needs `before`. */
function start(
  nodes: Readonly<Record<string, NodeFields | string>> = {},
  more: readonly string[] = [],
  options = {},
) {
  const list = gatedNode({ type: 'test/list', outputs: { all: listOf(text('All')) } })
  const paid = gatedNode({ where: 'remote' })
  const run = startRun(
    workflowOf(
      {
        list: 'test/list',
        before: 'test/gated',
        paid: 'test/gated',
        s: 'test/both',
        n: 'test/count',
        ...nodes,
      },
      ['list.all > s.one', 'before.out > paid.in', 'paid.out > s.two', 's.out > n.items', ...more],
    ),
    testRegistry(list.type, paid.type, needsBoth, split),
    options,
  )
  return { ...run, list, paid }
}

describe('what only a node would use that turns out to run zero times', () => {
  test('does not start, and the node makes its empty list', async () => {
    const { done, list, paid, settle, story, events } = start()
    list.call('list').finish({ all: [] })
    await settle()
    paid.call('before').finish({ out: 'b' })
    expect(await done).toMatchObject({ state: 'done', outputs: { s: { out: [] }, n: { count: 0 } } })
    expect(paid.started).toEqual(['before'])
    expect(story).toContain('skipped paid (unused: s)')
    expect(events.find(({ type }) => type === 'step.skipped')).toEqual({
      type: 'step.skipped',
      node: 'paid',
      at: 1000,
      because: 'unused',
      of: 's',
    })
  })

  test('runs to its end if it works already: it is paid for', async () => {
    const { done, list, paid, settle } = start()
    paid.call('before').finish({ out: 'b' })
    await settle()
    list.call('list').finish({ all: [] })
    await settle()
    paid.call('paid').finish({ out: 'p' })
    expect((await done).outputs).toMatchObject({ paid: { out: 'p' }, s: { out: [] } })
  })

  test('leaves the queue if it waits for room, and another that waits for the same work does it', async () => {
    const list = gatedNode({ type: 'test/list', outputs: { all: listOf(text('All')) } })
    const paid = gatedNode({ where: 'remote', alike: true })
    const same = { type: 'test/gated', values: { in: 'x' } }
    const run = startRun(
      workflowOf({ list: 'test/list', busy: 'test/gated', paid: same, twin: same, s: 'test/both' }, [
        'list.all > s.one',
        'paid.out > s.two',
      ]),
      testRegistry(list.type, paid.type, needsBoth),
      { limits: { remote: 1 } },
    )
    list.call('list').finish({ all: [] })
    await run.settle()
    paid.call('busy').finish({ out: 'b' })
    await run.settle()
    paid.call('twin').finish({ out: 't' })
    expect(Object.keys((await run.done).outputs)).toEqual(['list', 'busy', 'twin', 's'])
    expect(paid.started).toEqual(['busy', 'twin'])
  })

  test('runs where something else uses it', async () => {
    const { done, list, paid, settle } = start({ other: 'test/join' }, ['paid.out > other.first'])
    list.call('list').finish({ all: [] })
    await settle()
    paid.call('before').finish({ out: 'b' })
    await settle()
    paid.call('paid').finish({ out: 'p' })
    expect((await done).outputs).toMatchObject({ other: { text: 'p' }, s: { out: [] } })
  })

  test('does not start first if free work shows immediately that it is not needed', async () => {
    const paid = gatedNode({ where: 'remote' })
    const run = startRun(
      workflowOf({ paid: 'test/gated', t: say(' '), l: 'test/split', s: 'test/both' }, [
        't.text > l.text',
        'l.words > s.one',
        'paid.out > s.two',
      ]),
      testRegistry(paid.type, needsBoth, split),
    )
    expect((await run.done).outputs).toEqual({ t: { text: ' ' }, l: { words: [] }, s: { out: [] } })
    expect(paid.started).toEqual([])
  })

  test('is output if it is cached: that costs nothing', async () => {
    const services = fakeServices({ results: fakeResults() })
    const first = start({}, [], { services })
    first.paid.call('before').finish({ out: 'b' })
    await first.settle()
    first.paid.call('paid').finish({ out: 'p' })
    first.list.call('list').finish({ all: [] })
    await first.done
    const second = start({}, [], { services })
    expect((await second.done).outputs).toEqual((await first.done).outputs)
    expect(second.paid.started).toEqual([])
  })
})
