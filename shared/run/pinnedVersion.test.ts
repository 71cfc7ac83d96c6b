import { describe, expect, test } from 'vitest'
import { pinVersion } from '../document/edits/nodes.ts'
import type { PinnedVersion } from '../document/workflow.ts'
import { image, optional, text } from '../ports/port.ts'
import { AppError } from '../errors.ts'
import { fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { fakeMedia } from '../testing/media.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { ids, planOf } from '../testing/planOf.ts'
import { startRun } from '../testing/startRun.ts'
import { lines, say, workflowOf } from '../testing/workflow.ts'
import { toPinnedVersion } from './pinnedVersion.ts'

const row = workflowOf({ a: say('a'), b: 'test/join', c: 'test/join' }, [
  'a.text > b.first',
  'b.text > c.first',
])
const taken = pinVersion('b', { outputs: { text: 'kept' } })(row)

test('a pinned version replaces its node: its sources do not run for it, and its dependents use it', async () => {
  const started = startRun(taken, testRegistry(), { targets: ['c'] })
  expect((await started.done).outputs).toEqual({ b: { text: 'kept' }, c: { text: 'kept' } })
  expect(started.story.filter((line) => line.includes(' a'))).toEqual([])
})

test('without it the node runs again', () => {
  expect(ids(planOf(pinVersion('b', null)(taken), ['c']))).toEqual(['a', 'b', 'c'])
  expect(pinVersion('b', null)(taken)).toEqual(row)
})

test('another pinned version is not mistaken for the one before', async () => {
  const services = fakeServices()
  await startRun(taken, testRegistry(), { targets: ['c'], services }).done
  const other = pinVersion('b', { outputs: { text: 'another' } })(row)
  const { outputs } = await startRun(other, testRegistry(), { targets: ['c'], services }).done
  expect(outputs['c']).toEqual({ text: 'another' })
})

test.each([
  [{}, 'the pinned version has no Text: run the node again'],
  [{ text: 7 }, "the pinned version's Text: must be a text, not 7"],
])('a pinned version %o is a problem before the run', (outputs, message) => {
  expect(planOf(pinVersion('b', { outputs })(row)).problems).toEqual([
    { code: 'value', message, path: ['nodes', 1, 'take', 'outputs', 'text'], node: 'b', port: 'text' },
  ])
})

test('a pinned picture that is gone fails its node before anything is spent on it', async () => {
  const gated = gatedNode({
    inputs: { in: optional(image('In')), x: optional(text('X')) },
    outputs: { out: image('Out') },
  })
  const pictures = pinVersion(
    'g',
    toPinnedVersion({ out: fakeMedia(1, 'image', { path: '/somewhere' }) }),
  )(workflowOf({ g: 'test/gated', h: 'test/gated' }, ['g.out > h.in']))
  const gone = () => Promise.reject(new AppError('file.unreadable', 'The picture is gone.'))
  const services = fakeServices({ assets: { put: gone, read: gone, resolve: gone } })
  const { errors } = await startRun(pictures, testRegistry(gated.type), { services }).done
  expect(errors['g']?.message).toBe('The picture is gone.')
  expect(gated.started).toEqual([])
})

test('the path of a saved copy is not pinned with it', () => {
  const saved = fakeMedia(1, 'image', { path: '/somewhere/1.png' })
  const { path: _path, ...row } = saved
  expect(toPinnedVersion({ out: [saved], text: 'x' })).toEqual({ outputs: { out: [row], text: 'x' } })
})

describe('a pinned version of a node that ran over a list', () => {
  const fan = workflowOf({ l: lines('a\nb'), g: 'test/join', c: 'test/join', n: 'test/count' }, [
    'l.lines > g.first',
    'g.text > c.first',
    'g.text > n.items',
  ])
  const one = pinVersion('g', toPinnedVersion({ text: ['x', 'y'] }, true))(fan)
  const outputs = { c: { text: ['x', 'y'] }, g: { text: ['x', 'y'] }, n: { count: 2 } }

  test('is stored as a list, and passed on as one', async () => {
    expect(one.nodes[1]?.take).toEqual({ outputs: { text: ['x', 'y'] }, fanned: true })
    const started = startRun(one, testRegistry(), { targets: ['c', 'n'] })
    expect((await started.done).outputs).toEqual(outputs)
    expect(started.story.filter((line) => line.includes('started g'))).toEqual(['started g'])
  })

  test('has the shape that the run reported, and keeps it when it is saved again', async () => {
    const first = startRun(fan, testRegistry())
    await first.done
    const made = first.run().steps['g']
    expect(made).toMatchObject({ phase: 'done', fanned: true, outputs: { text: ['a', 'b'] } })
    const again = startRun(one, testRegistry())
    await again.done
    expect(again.run().steps['g']).toMatchObject({ phase: 'done', fanned: true })
    expect(again.run().steps['n']).not.toHaveProperty('fanned')
  })

  test('that was written before lists were marked is recognized by its values', async () => {
    const before = pinVersion('g', { outputs: { text: ['x', 'y'] } })(fan)
    expect((await startRun(before, testRegistry(), { targets: ['c', 'n'] }).done).outputs).toEqual(outputs)
  })

  test('of a node that accepts every kind is a list if it is marked, and if it contains only pictures', async () => {
    const picture = { media: 'image', sha256: 'a'.repeat(64), mime: 'image/png', bytes: 1 } as const
    const passed = workflowOf(
      { p: { type: 'test/pass', values: { value: 1 } }, n: 'test/count', q: 'test/pass' },
      ['p.value > n.items', 'p.value > q.value'],
    )
    const there = () => Promise.resolve(new Uint8Array())
    const never = () => Promise.reject(new Error('is not asked for'))
    const services = fakeServices({ assets: { put: never, read: there, resolve: never } })
    const ran = async (take: PinnedVersion) =>
      (await startRun(pinVersion('p', take)(passed), testRegistry(), { services }).done).outputs['n']?.[
        'count'
      ]
    expect(await ran({ outputs: { value: ['a', 'b', 'c'] }, fanned: true })).toBe(3)
    expect(await ran({ outputs: { value: [picture, picture] } })).toBe(2)
    // A list that a JSON value is stays one value.
    expect(await ran({ outputs: { value: ['a', 'b', 'c'] } })).toBe(1)
  })

  test.each<[PinnedVersion, string, readonly (string | number)[]]>([
    [{ outputs: { text: 'x' }, fanned: true }, 'the pinned version\'s Text: must be a list, not "x"', []],
    [
      { outputs: { text: ['x', 7] }, fanned: true },
      "the pinned version's Text (item 2): must be a text, not 7",
      [1],
    ],
    [{ outputs: { text: ['x', null] } }, "the pinned version's Text (item 2): must be a text, not null", [1]],
    [{ outputs: {}, fanned: true }, 'the pinned version has no Text: run the node again', []],
  ])('%o is a problem before the run', (take, message, item) => {
    expect(planOf(pinVersion('g', take)(fan)).problems).toEqual([
      {
        code: 'value',
        message,
        path: ['nodes', 1, 'take', 'outputs', 'text', ...item],
        node: 'g',
        port: 'text',
      },
    ])
  })

  test('that was an empty list is one', async () => {
    const none = pinVersion('g', toPinnedVersion({ text: [] }, true))(fan)
    expect((await startRun(none, testRegistry(), { targets: ['c', 'n'] }).done).outputs).toEqual({
      c: { text: [] },
      g: { text: [] },
      n: { count: 0 },
    })
  })
})
