import { expect, test } from 'vitest'
import { gatedNode } from '../testing/gatedNode.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { lines, say, workflowOf } from '../testing/workflow.ts'

/** Pauses when it is asked for the nth time, until the test lets it continue. */
function restAt(...calls: readonly number[]) {
  const { promise, resolve } = Promise.withResolvers<void>()
  let asked = 0
  return { goOn: resolve, rest: () => (calls.includes(++asked) ? promise : undefined) }
}

const row = workflowOf({ a: say('a'), b: 'test/join', c: 'test/join', paid: 'test/gated' }, [
  'a.text > b.first',
  'b.text > c.first',
])

test('nothing starts while a run pauses, neither free nor paid work, and then all does', async () => {
  const gated = gatedNode({ where: 'remote' })
  const { goOn, rest } = restAt(3)
  const run = startRun(row, testRegistry(gated.type), { rest })
  await run.settle()
  const before = [...run.story]
  goOn()
  await run.settle()
  gated.call('paid').finish({ out: 'p' })
  expect((await run.done).state).toBe('done')
  expect(before).toEqual(['run started', 'started a', 'done a'])
  expect(gated.started).toEqual(['paid'])
})

test('a run that is cancelled while it pauses ends, and nothing of it starts afterwards', async () => {
  const gated = gatedNode({ where: 'remote' })
  const { goOn, rest } = restAt(3)
  const controller = new AbortController()
  const run = startRun(row, testRegistry(gated.type), { rest, signal: controller.signal })
  controller.abort()
  expect((await run.done).state).toBe('cancelled')
  goOn()
  await run.settle()
  expect([run.story.at(-1), gated.started]).toEqual(['run cancelled', []])
})

test('wherever a run pauses, nothing is paid for that only a node with an empty list would use', async () => {
  const workflow = workflowOf(
    {
      all: lines('1\n2\n3'),
      each: 'test/join',
      paid: 'test/gated',
      none: lines(''),
      list: 'test/words',
      j: 'test/join',
    },
    [
      'all.lines > each.first',
      'each.text > paid.in',
      'none.lines > list.words',
      'list.words > j.first',
      'paid.out > j.second',
    ],
  )
  const ends: string[] = []
  for (let first = 1; first < 16; first++)
    for (let second = first + 1; second < 16; second++) {
      const gated = gatedNode({ where: 'remote' })
      const { goOn, rest } = restAt(first, second)
      goOn()
      const run = startRun(workflow, testRegistry(gated.type), { rest })
      await run.settle()
      ends.push(`${run.story.at(-1)}, paid for: ${gated.started.join(' ')}`)
    }
  expect([...new Set(ends)]).toEqual(['run done, paid for: '])
})
