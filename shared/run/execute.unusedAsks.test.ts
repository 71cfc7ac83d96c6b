import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { listOf, optional, text, withDefault } from '../ports/port.ts'
import type { Value } from '../ports/value.ts'
import type { UserPrompts } from '../services.ts'
import { fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { workflowOf } from '../testing/workflow.ts'

const asking = defineNode({
  type: 'test/asking',
  title: 'Asking',
  category: 'Test',
  inputs: { in: withDefault(text('In'), ''), word: optional(text('Word')) },
  outputs: { out: text('Out') },
  userPrompt: ({ word }) => (word === undefined ? { input: 'word', words: 'Say a word' } : null),
  run: ({ in: given, word }) => ({ out: `${given}${word}` }),
})
const both = defineNode({
  type: 'test/both',
  title: 'Both',
  category: 'Test',
  inputs: { one: text('One'), two: text('Two') },
  outputs: { out: text('Out') },
  run: ({ one, two }) => ({ out: `${one}${two}` }),
})
/** Splits a text at once, in a way that no plan can foresee. */
const split = defineNode({
  type: 'test/split',
  title: 'Split',
  category: 'Test',
  inputs: { text: withDefault(text('Text'), '') },
  outputs: { words: listOf(text('Words')) },
  run: ({ text: given }) => ({ words: given.split(' ').filter((word) => word !== '') }),
})

/** `a` asks for what `s` needs beside each item of `list`. */
function start(
  list: 'test/split' | 'test/list',
  nodes: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
  options = {},
) {
  const open: { readonly node: string; readonly signal: AbortSignal; answer(value: Value): void }[] = []
  const userPrompts: UserPrompts = {
    prompt: ({ node }, signal) =>
      new Promise((answer, reject) => {
        open.push({ node, signal, answer })
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
      }),
  }
  const gated = gatedNode({ type: 'test/list', outputs: { words: listOf(text('Words')) } })
  const run = startRun(
    workflowOf({ a: 'test/asking', list, s: 'test/both', n: 'test/count', ...nodes }, [
      'list.words > s.one',
      'a.out > s.two',
      's.out > n.items',
      ...more,
    ]),
    testRegistry(asking, both, split, gated.type),
    { services: fakeServices({ userPrompts }), ...options },
  )
  return { ...run, open, gated }
}

test('nobody is asked for what only a node would use that has an empty list by then', async () => {
  const { open, done, story } = start('test/split')
  expect((await done).state).toBe('done')
  expect(open).toEqual([])
  expect(story).toContain('skipped a (unused: s)')
  expect(story).not.toContain('asked a')
})

test('a prompt is withdrawn once nothing will use its answer', async () => {
  const { open, gated, done, settle, story } = start('test/list')
  await settle()
  expect(open.map(({ node }) => node)).toEqual(['a'])
  gated.call('list').finish({ words: [] })
  expect((await done).state).toBe('done')
  expect(open[0]?.signal.aborted).toBe(true)
  expect(story.filter((line) => / a\b/.test(line))).toEqual(['asked a', 'skipped a (unused: s)'])
})

test('an answer that comes too late changes nothing', async () => {
  const { open, gated, done, settle, story } = start('test/list')
  await settle()
  gated.call('list').finish({ words: [] })
  open[0]?.answer('late')
  expect((await done).outputs).toMatchObject({ n: { count: 0 } })
  expect(story.filter((line) => / a\b/.test(line)).slice(-1)).toEqual(['skipped a (unused: s)'])
})

test('a prompt whose answer another node uses stays open', async () => {
  const { open, gated, done, settle } = start('test/list', { other: 'test/pass' }, ['a.out > other.value'])
  await settle()
  gated.call('list').finish({ words: [] })
  await settle()
  expect(open[0]?.signal.aborted).toBe(false)
  open[0]?.answer('yes')
  expect((await done).outputs['a']).toEqual({ out: 'yes' })
})

describe('of what only failed or skipped nodes would use', () => {
  /** `s` needs what `a` asks for, and what `list` makes. */
  const fail = async (nodes = {}, more: readonly string[] = []) => {
    const run = start('test/list', nodes, more)
    await run.settle()
    run.gated.call('list').fail(new AppError('engine.failed', 'no'))
    await run.settle()
    return run
  }

  test('the prompt is withdrawn', async () => {
    const { open, done, story } = await fail()
    expect((await done).state).toBe('failed')
    expect(open[0]?.signal.aborted).toBe(true)
    expect(story.filter((line) => / a\b/.test(line))).toEqual(['asked a', 'skipped a (unused: s)'])
  })

  test('it stays open for another node that uses it', async () => {
    const { open, done } = await fail({ other: 'test/pass' }, ['a.out > other.value'])
    expect(open[0]?.signal.aborted).toBe(false)
    open[0]?.answer('yes')
    expect((await done).outputs['a']).toEqual({ out: 'yes' })
  })

  test('it stays open for a node that was asked for itself', async () => {
    const run = start('test/list', {}, [], { targets: ['a', 'n'] })
    await run.settle()
    run.gated.call('list').fail(new AppError('engine.failed', 'no'))
    await run.settle()
    expect(run.open[0]?.signal.aborted).toBe(false)
    run.open[0]?.answer('yes')
    expect((await run.done).outputs['a']).toEqual({ out: 'yes' })
  })

  test('the prompt is withdrawn when the node that would use it is cancelled', async () => {
    const { open, done, cancel, gated, settle } = start('test/list')
    await settle()
    cancel('s')
    expect(open[0]?.signal.aborted).toBe(true)
    gated.call('list').finish({ words: ['x'] })
    expect((await done).state).toBe('cancelled')
  })

  test('nobody is asked in the first place if it failed before', async () => {
    const { open, done, gated, settle, story } = start('test/list', { first: 'test/list', c: 'test/count' }, [
      'first.words > c.items',
      'c.count > a.in',
    ])
    await settle()
    gated.call('list').fail(new AppError('engine.failed', 'no'))
    await settle()
    gated.call('first').finish({ words: ['x'] })
    expect((await done).state).toBe('failed')
    expect(open).toEqual([])
    expect(story).toContain('skipped a (unused: s)')
  })
})

test('a run that is cancelled before its prompt is shown ends', async () => {
  const controller = new AbortController()
  const { open, done } = start('test/list', {}, [], {
    signal: controller.signal,
    onEvent: ({ type }: { readonly type: string }) => type === 'step.started' && controller.abort(),
  })
  await Promise.resolve()
  controller.abort()
  expect((await done).state).toBe('cancelled')
  expect(open.every(({ signal }) => signal.aborted)).toBe(true)
})
