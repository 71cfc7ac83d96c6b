import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import { image, listOf, text } from '#shared/ports/port.ts'
import type { Values } from '#shared/ports/value.ts'
import type { RunEvent } from '#shared/run/run.ts'
import { fakeServices } from '#shared/testing/fakeServices.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { testRegistry } from '#shared/testing/nodeTypes.ts'
import { startRun } from '#shared/testing/startRun.ts'
import { lines, workflowOf } from '#shared/testing/workflow.ts'
import { importedKey, importedResults } from './importedResults.ts'

type Make = (words: string) => Values

const draws: Make = (words) => {
  if (words === 'bad') throw new Error('no bad')
  return { image: fakeMedia(words.length) }
}

const node = (type: string, more: Partial<NodeType>, make: Make = draws): NodeType => ({
  ...defineNode({
    type,
    title: type,
    category: 'Test',
    inputs: { text: text('Text') },
    outputs: { image: image('Image') },
    run: () => ({ image: fakeMedia(0) }),
  }),
  ...more,
  run: ({ text: words }) => make(typeof words === 'string' ? words : ''),
})

const images = { images: listOf(image('Images')) }

/** Makes one picture of several, taken whole. */
const gallery: NodeType = {
  ...defineNode({
    type: 'test/gallery',
    title: 'Gallery',
    category: 'Test',
    inputs: images,
    outputs: { image: image('Image') },
    run: ({ images: all }) => ({ image: fakeMedia(all.length + 50) }),
  }),
  where: 'remote',
}

const registry = testRegistry(
  node('test/draw', { where: 'remote' }),
  node('test/album', { where: 'remote', outputs: images, counts: () => ({ images: 2 }) }, (words) => {
    if (words === 'bad') throw new Error('no bad')
    return { images: [fakeMedia(words.length), fakeMedia(words.length + 100)] }
  }),
  node('test/guess', { where: 'remote', outputs: images }, (words) => ({
    images: Array.from(words, (_, at) => fakeMedia(at + 1)),
  })),
  node('test/local', {}),
  gallery,
  node('test/spoken', { outputs: { text: text('Text') } }, (words) => ({ text: words })),
  node('test/save', { effect: true }),
)

/** Runs a workflow; returns its stored results by cache key, and their description in an archive. */
async function ran(workflow: Workflow) {
  const saved = new Map<string, Values>()
  const services = fakeServices({
    results: { find: () => undefined, save: (key, outputs) => void saved.set(key, outputs) },
    digest: (words) => hash('sha256', words),
  })
  const { done, events } = startRun(workflow, registry, { services })
  await done
  return { saved, run: { text: writeWorkflow(workflow), events } }
}

const noAssets = {
  resolve: () => Promise.reject(new Error('there are none')),
  read: () => Promise.reject(new Error('there are none')),
}
const imported = (run: { readonly text: string; readonly events: readonly RunEvent[] }) =>
  importedResults(run, registry, noAssets)

test.each([
  ['a node of an engine', workflowOf({ d: { type: 'test/draw', values: { text: 'a' } } })],
  ['a node that makes a picture here', workflowOf({ d: { type: 'test/local', values: { text: 'a' } } })],
  ['one that ran over a list', workflowOf({ l: lines('a\nbb\nccc'), d: 'test/draw' }, ['l.lines > d.text'])],
  [
    'one that made several of each item',
    workflowOf({ l: lines('a\nbb'), d: 'test/album' }, ['l.lines > d.text']),
  ],
])('%s has its results under the keys that a run here would use', async (_, workflow) => {
  const { saved, run } = await ran(workflow)
  const found = await imported(run)
  expect(found.size).toBeGreaterThan(0)
  expect([...found].every(([key]) => saved.has(key))).toBe(true)
  const pictures = [...saved].filter(([, outputs]) => 'image' in outputs || 'images' in outputs)
  expect(new Map(found)).toEqual(new Map(pictures))
})

test.each([
  ['one of each', 'test/draw'],
  ['several of each', 'test/album'],
])('of a list of which an item failed the others have theirs: %s', async (_, type) => {
  const workflow = workflowOf({ l: lines('a\nbad\nccc'), d: type }, ['l.lines > d.text'])
  const { saved, run } = await ran(workflow)
  const found = await imported(run)
  expect(found.size).toBe(2)
  expect(new Map(found)).toEqual(new Map([...saved].filter(([, outputs]) => !('lines' in outputs))))
})

test.each([
  [
    'what only the sender claims: words made here',
    workflowOf({ d: { type: 'test/spoken', values: { text: 'a' } } }),
  ],
  ['what a node did outside', workflowOf({ d: { type: 'test/save', values: { text: 'a' } } })],
  [
    'lists of which nobody can tell what belongs to which item',
    workflowOf({ l: lines('a\nbbb'), d: 'test/guess' }, ['l.lines > d.text']),
  ],
])('left out is %s', async (_, workflow) => {
  const { run } = await ran(workflow)
  expect(await imported(run)).toEqual(new Map())
})

test.each<[string, Values]>([
  ['without a picture that did not come along', {}],
  ['with something else in its place', { image: 'a text' }],
])('a result %s is left out', async (_, outputs) => {
  const { run } = await ran(workflowOf({ d: { type: 'test/draw', values: { text: 'a' } } }))
  const events = run.events.map((event) => (event.type === 'step.done' ? { ...event, outputs } : event))
  expect(await imported({ ...run, events })).toEqual(new Map())
})

test('results made from something that is not in the archive are left out', async () => {
  const { run } = await ran(
    workflowOf({ w: { type: 'test/spoken', values: { text: 'a' } }, d: 'test/draw' }, ['w.text > d.text']),
  )
  const events = run.events.filter((event) => event.type !== 'step.done' || event.node !== 'w')
  expect(await imported({ ...run, events })).toEqual(new Map())
})

test('a result of several pictures is not taken for one of those that came along', async () => {
  const { saved, run } = await ran(
    workflowOf({ l: lines('a\nbb\nccc'), d: 'test/draw', g: 'test/gallery' }, [
      'l.lines > d.text',
      'd.image > g.images',
    ]),
  )
  const error = { code: 'file.unreadable', message: 'The file is not in the archive.' } as const
  const events = run.events.map((event) =>
    event.type === 'step.done' && event.node === 'd'
      ? {
          ...event,
          outputs: { image: [fakeMedia(1), null, fakeMedia(3)] },
          gaps: [{ item: '1' as const, of: 'd' as const, error, positions: { image: 1 } }],
        }
      : event,
  )
  const found = await imported({ ...run, events })
  expect([...found.keys()].filter((key) => !saved.has(key))).toEqual([])
})

test("drawings of practice are stored separately from an engine's results", () => {
  expect(importedKey('practice', 'k')).not.toBe(importedKey('live', 'k'))
})
