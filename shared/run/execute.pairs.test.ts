import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { boolean, listOf, text } from '../ports/port.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import type { StartedRun } from '../testing/startRun.ts'
import { startRun } from '../testing/startRun.ts'
import type { NodeSketch } from '../testing/workflow.ts'
import { lines, workflowOf } from '../testing/workflow.ts'

const refused = new AppError('job.refused', 'The engine refused the prompt.')
const error = refused.toJSON()

/** Splits a text at its spaces, and fails if it begins with `bad`. */
const split = (fails: boolean) =>
  defineNode({
    type: 'test/split',
    title: 'Split',
    category: 'Test',
    inputs: { text: text('Text') },
    outputs: { words: listOf(text('Words')), same: listOf(text('Same')), text: text('Text') },
    run({ text: given }) {
      if (fails && given.startsWith('bad')) throw refused
      return { words: given.split(' '), same: given.split(' '), text: given }
    },
  })

const upper = defineNode({
  type: 'test/upper',
  title: 'Upper',
  category: 'Test',
  inputs: { text: text('Text') },
  outputs: { text: text('Text') },
  run: ({ text: given }) => ({ text: given.toUpperCase() }),
})

/** Paid for: what it is given is recorded. */
const pairs = (paid: string[]) =>
  defineNode({
    type: 'test/pair',
    title: 'Pair',
    category: 'Test',
    inputs: { one: text('One'), other: text('Other') },
    outputs: { text: text('Text'), parts: listOf(text('Parts')) },
    run({ one, other }) {
      paid.push(`${one}${other}`)
      return { text: `${one}${other}`, parts: [one, other] }
    },
  })

/** Gives the words back as a list of its own. */
const caption = defineNode({
  type: 'test/caption',
  title: 'Caption',
  category: 'Test',
  inputs: { words: listOf(text('Words')) },
  outputs: { captions: listOf(text('Captions')) },
  run: ({ words }) => ({ captions: words.map((word) => `${word}!`) }),
})

const some = defineNode({
  type: 'test/some',
  title: 'Some',
  category: 'Test',
  byPlace: ({ byPlace }) => byPlace === true,
  inputs: { words: listOf(text('Words')), byPlace: boolean('By place') },
  outputs: { words: listOf(text('Words')) },
  run: ({ words }) => ({ words }),
})

function run(
  nodes: Readonly<Record<string, NodeSketch>>,
  edges: readonly string[],
  { fails = true, services = fakeServices() } = {},
) {
  const paid: string[] = []
  const registry = testRegistry(split(fails), upper, pairs(paid), caption, some)
  return { paid, started: startRun(workflowOf(nodes, edges), registry, { services }) }
}

const end = ({ events }: StartedRun, node: string) =>
  events.findLast((event) => 'node' in event && event.node === node)

const shots = { l: lines('a b\nbad x y\nc d'), s: 'test/split' } as const
const six = { m: lines('1\n2\n3\n4\n5\n6\n7') } as const
const fromShots = 'l.lines > s.text'

describe('of a list that lost an item, which would have been several', () => {
  test('what comes after is not paired with another list, and says why', async () => {
    const { paid, started } = run({ ...shots, ...six, z: 'test/pair' }, [
      fromShots,
      's.words > z.one',
      'm.lines > z.other',
    ])
    const { state, outputs } = await started.done
    expect(paid).toEqual(['a1', 'b2'])
    expect([state, outputs['z']?.['text']]).toEqual(['partial', ['a1', 'b2', null, null, null, null, null]])
    const held = (item: number) => ({
      item: `${item}`,
      of: 's',
      error,
      unpaired: true,
      positions: { text: item, parts: item + 2 },
    })
    expect(end(started, 'z')).toMatchObject({
      type: 'step.done',
      gaps: [{ item: '2', of: 's', error, positions: { text: 2, parts: 4 } }, ...[3, 4, 5, 6].map(held)],
      got: { items: 2, of: 7, unpaired: 4 },
      notes: [
        'Got 2 of 7 items. 4 were held back: a list lost an item, and it is not certain how many outputs it would have had, nor which items after it belong together. Retry what failed first.',
      ],
    })
  })

  test('a later run does the lost one and what was held back, and nothing again', async () => {
    const services = fakeServices({ results: fakeResults() })
    const edges = [fromShots, 's.words > z.one', 'm.lines > z.other']
    const first = run({ ...shots, ...six, z: 'test/pair' }, edges, { services })
    await first.started.done
    const second = run({ ...shots, ...six, z: 'test/pair' }, edges, { services, fails: false })
    expect((await second.started.done).state).toBe('done')
    expect(second.paid).toEqual(['bad3', 'x4', 'y5', 'c6', 'd7'])
  })

  test('each item goes with a single value, and with what was made of it', async () => {
    const single = run({ ...shots, z: { type: 'test/pair', values: { other: '!' } } }, [
      fromShots,
      's.words > z.one',
    ])
    await single.started.done
    expect(single.paid).toEqual(['a!', 'b!', 'c!', 'd!'])
    const own = run({ ...shots, u: 'test/upper', z: 'test/pair' }, [
      fromShots,
      's.words > u.text',
      's.words > z.one',
      'u.text > z.other',
    ])
    await own.started.done
    expect(own.paid).toEqual(['aA', 'bB', 'cC', 'dD'])
  })

  test('another output of its node does not go with it: nobody knows how long that would have been', async () => {
    const { paid, started } = run({ ...shots, z: 'test/pair' }, [
      fromShots,
      's.words > z.one',
      's.same > z.other',
    ])
    await started.done
    expect(paid).toEqual(['aa', 'bb'])
  })

  test('nor does the list that it was made of', async () => {
    const four = { ...shots, l: lines('a b\nbad x y\nc d\ne') }
    const { paid, started } = run({ ...four, z: 'test/pair' }, [
      fromShots,
      's.words > z.one',
      's.text > z.other',
    ])
    await started.done
    expect(paid).toEqual(['aa b'])
  })

  test('that is not known of what was made of it either', async () => {
    const { paid, started } = run({ ...shots, ...six, u: 'test/upper', z: 'test/pair' }, [
      fromShots,
      's.words > u.text',
      'u.text > z.one',
      'm.lines > z.other',
    ])
    await started.done
    expect(paid).toEqual(['A1', 'B2'])
  })

  test('nor of what a node made that took it whole, or finds an item in that by its place', async () => {
    const { paid, started } = run(
      {
        ...shots,
        ...six,
        c: 'test/caption',
        z: 'test/pair',
        third: { type: 'test/pick', values: { index: 2 } },
      },
      [fromShots, 's.words > c.words', 'c.captions > z.one', 'm.lines > z.other', 'c.captions > third.items'],
    )
    const { outputs } = await started.done
    expect(outputs['c']).toEqual({ captions: ['a!', 'b!', 'c!', 'd!'] })
    expect(paid).toEqual([])
    expect(started.story.filter((line) => line.startsWith('skipped')).toSorted()).toEqual([
      'skipped third (failed: s)',
      'skipped z (failed: s)',
    ])
  })

  test.each([
    ['does not run, if these inputs make it one', true, 'skipped some (failed: s)'],
    ['runs, if they do not', false, 'done some'],
  ])('a node that may find items by their places %s', async (_, byPlace, story) => {
    const { started } = run({ ...shots, some: { type: 'test/some', values: { byPlace } } }, [
      fromShots,
      's.words > some.words',
    ])
    await started.done
    expect(started.story).toContain(story)
  })

  test('a node that is all or nothing waits for all of it', async () => {
    const { paid, started } = run({ ...shots, ...six, z: { type: 'test/pair', allOrNothing: true } }, [
      fromShots,
      's.words > z.one',
      'm.lines > z.other',
    ])
    await started.done
    expect(paid).toEqual([])
    expect(started.story).toContain('skipped z (failed: s)')
  })
})
