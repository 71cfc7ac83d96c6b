import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { text } from '../ports/port.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import type { NodeFields } from '../testing/workflow.ts'
import { lines, workflowOf } from '../testing/workflow.ts'
import type { ExecuteOptions } from './execute.ts'

const words = (text: string): NodeFields => ({ type: 'test/gated', values: { in: text } })

/** Starts nodes of which `a` and `b` are the same work. */
function start(options: Partial<ExecuteOptions> & { readonly obeysCancel?: boolean } = {}) {
  const { obeysCancel: heedsCancel = false, ...rest } = options
  const gated = gatedNode({ alike: true, obeysCancel: heedsCancel })
  const services = fakeServices({ results: fakeResults() })
  const workflow = workflowOf({ a: words('x'), b: words('x'), c: words('y') })
  return { ...gated, ...startRun(workflow, testRegistry(gated.type), { services, ...rest }) }
}

describe('nodes that do the same work side by side', () => {
  test.each([1, 4])('do it once, with %i at a time, and all have what it made', async (remote) => {
    const { call, calls, story, settle, done } = start({ limits: { remote } })
    call('a').finish({ out: 'made' })
    await settle()
    call('c').finish({ out: 'other' })
    expect((await done).outputs).toEqual({ a: { out: 'made' }, b: { out: 'made' }, c: { out: 'other' } })
    expect(calls.length).toBe(2)
    expect(story.filter((line) => line.endsWith(' b'))).toEqual(['reused b'])
  })

  test('do it once even if all is to be made again, and if one comes later', async () => {
    const gated = gatedNode({ alike: true })
    const results = fakeResults()
    const workflow = workflowOf(
      { a: words('x'), t: { type: 'test/text', values: { text: 'x' } }, late: 'test/gated', w: words('w') },
      ['w.out > late.in'],
    )
    const run = () =>
      startRun(workflow, testRegistry(gated.type), { services: fakeServices({ results }), fresh: true })
    for (const times of [2, 4]) {
      const { settle, done } = run()
      gated.call('a').finish({ out: 'made' })
      await settle()
      gated.call('w').finish({ out: 'x' })
      expect((await done).outputs['late']).toEqual({ out: 'made' })
      expect(gated.calls.length).toBe(times)
    }
  })

  test('share its failure, too: it is not tried, and paid for, by each of them', async () => {
    const { call, calls, settle, done } = start()
    call('a').fail(new AppError('job.failed', 'The engine failed.'))
    await settle()
    call('c').finish({ out: 'other' })
    const { state, errors } = await done
    expect([state, errors['a']?.message, errors['b']?.message]).toEqual([
      'partial',
      'The engine failed.',
      'The engine failed.',
    ])
    expect(calls.length).toBe(2)
  })

  test('continue if the one that does it is cancelled, and the next does it', async () => {
    const { call, calls, settle, done, cancel } = start({ obeysCancel: true })
    cancel('a')
    await settle()
    call('b').finish({ out: 'made' })
    call('c').finish({ out: 'other' })
    expect((await done).outputs).toEqual({ b: { out: 'made' }, c: { out: 'other' } })
    expect(calls.length).toBe(3)
  })

  test('continue if the one that was to do it is cancelled in the queue', async () => {
    const gated = gatedNode({ alike: true })
    const { done, settle, cancel } = startRun(
      workflowOf({ c: words('y'), a: words('x'), b: words('x') }),
      testRegistry(gated.type),
      { limits: { remote: 1 } },
    )
    cancel('a')
    gated.call('c').finish({ out: 'other' })
    await settle()
    gated.call('b').finish({ out: 'made' })
    expect((await done).outputs).toEqual({ b: { out: 'made' }, c: { out: 'other' } })
  })

  test('are cancelled one by one: the waiting one is gone, the other continues', async () => {
    const { call, calls, done, cancel } = start()
    cancel('b')
    call('a').finish({ out: 'made' })
    call('c').finish({ out: 'other' })
    expect((await done).outputs).toEqual({ a: { out: 'made' }, c: { out: 'other' } })
    expect(calls.length).toBe(2)
  })

  test('are cancelled one by one: what else waits for the same work still waits for it', async () => {
    const gated = gatedNode({ alike: true })
    const { done, settle, cancel } = startRun(
      workflowOf({ a: words('x'), b: words('x'), c: words('x') }),
      testRegistry(gated.type),
    )
    cancel('b')
    expect(gated.started).toEqual(['a'])
    gated.call('a').finish({ out: 'made' })
    await settle()
    expect((await done).outputs).toEqual({ a: { out: 'made' }, c: { out: 'made' } })
  })

  test('are all cancelled with the run, and none of them starts then', async () => {
    const controller = new AbortController()
    const { calls, done, run } = start({ obeysCancel: true, signal: controller.signal })
    controller.abort()
    expect((await done).state).toBe('cancelled')
    expect(Object.values(run().steps).map(({ phase }) => phase)).toEqual([
      'cancelled',
      'cancelled',
      'cancelled',
    ])
    expect(calls.length).toBe(2)
  })
})

test('equal items of a list are made once', async () => {
  const gated = gatedNode({ alike: true })
  const { done, settle, events } = startRun(
    workflowOf({ l: lines('x\ny\nx\nx'), g: 'test/gated' }, ['l.lines > g.in']),
    testRegistry(gated.type),
    { limits: { remote: 4 } },
  )
  gated.call('g', 0).finish({ out: 'X' })
  gated.call('g', 1).finish({ out: 'Y' })
  await settle()
  expect((await done).outputs['g']).toEqual({ out: ['X', 'Y', 'X', 'X'] })
  expect(gated.calls.length).toBe(2)
  const items = events.flatMap((event) =>
    event.type === 'step.item' ? [`${event.item} ${event.state}`] : [],
  )
  expect(items).toEqual(['0 done', '2 reused', '3 reused', '1 done'])
})

test('equal work that finishes immediately is done once, too', async () => {
  const calls: string[] = []
  const quick = defineNode({
    type: 'test/quick',
    title: 'Quick',
    category: 'Test',
    inputs: { in: text('In') },
    outputs: { out: text('Out') },
    run: ({ in: given }) => {
      calls.push(given)
      return { out: given.toUpperCase() }
    },
  })
  const { done } = startRun(
    workflowOf({ l: lines('x\ny\nx'), q: 'test/quick', r: { type: 'test/quick', values: { in: 'y' } } }, [
      'l.lines > q.in',
    ]),
    testRegistry(quick),
  )
  expect((await done).outputs).toMatchObject({ q: { out: ['X', 'Y', 'X'] }, r: { out: 'Y' } })
  expect(calls.toSorted()).toEqual(['x', 'y'])
})

test('a node with an effect outside runs each time', async () => {
  const gated = gatedNode({ alike: true, effect: true })
  const { done } = startRun(workflowOf({ a: words('x'), b: words('x') }), testRegistry(gated.type))
  gated.call('a').finish({ out: '1' })
  gated.call('b').finish({ out: '2' })
  expect((await done).outputs).toEqual({ a: { out: '1' }, b: { out: '2' } })
})
