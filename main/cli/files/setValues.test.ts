import { describe, expect, test } from 'vitest'
import type { Workflow } from '#shared/document/workflow.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import { createRegistry } from '#shared/nodes/registry.ts'
import { image, integer, listOf, text } from '#shared/ports/port.ts'
import { setValues } from './setValues.ts'

const registry = createRegistry([
  defineNode({
    type: 'test/paint',
    title: 'Paint',
    category: 'Test',
    inputs: {
      prompt: text('Prompt'),
      seed: integer('Seed'),
      picture: image('Picture'),
      words: listOf(text('Words')),
    },
    outputs: {},
    run: () => ({}),
  }),
])

const node = (id: string): Workflow['nodes'][number] => ({ id, type: 'test/paint', position: { x: 0, y: 0 } })

const workflow: Workflow = {
  format: 'patchbay/workflow',
  version: 1,
  nodes: [node('a'), node('a.b')],
  edges: [{ id: 'e', from: { node: 'a', port: 'x' }, to: { node: 'a.b', port: 'prompt' } }],
}

const files: Readonly<Record<string, string>> = {
  '/here/prompt.txt': 'from a file\n',
  '/here/words.json': '["one","two"]',
}
const named = {
  absolute: (path: string): string => `/here/${path}`,
  readText: (path: string): Promise<string> => Promise.resolve(files[path] ?? ''),
}
const valuesAfter = async (...sets: string[]): Promise<unknown> =>
  (await setValues(workflow, registry, sets, named)).workflow.nodes.map((each) => each.values)

describe('--set', () => {
  test.each<[string, unknown]>([
    ['a.seed=7', { seed: 7 }],
    ['a.prompt="a quoted text"', { prompt: 'a quoted text' }],
    ['a.prompt=a bare text = with signs', { prompt: 'a bare text = with signs' }],
    ['a.prompt=7', { prompt: '7' }],
    ['a.prompt="unbalanced', { prompt: '"unbalanced' }],
    ['a.words=["x"]', { words: ['x'] }],
    ['a.words=@words.json', { words: ['one', 'two'] }],
    ['a.prompt=@prompt.txt', { prompt: 'from a file\n' }],
    ['a.picture=@cat.png', { picture: { file: '/here/cat.png' } }],
  ])('%s', async (set, values) => {
    expect(await valuesAfter(set)).toEqual([values, undefined])
  })

  test('finds a node whose id has a dot, and replaces a cable', async () => {
    const { workflow: after } = await setValues(workflow, registry, ['a.b.prompt=new'], named)
    expect(after.nodes.map((each) => each.values)).toEqual([undefined, { prompt: 'new' }])
    expect(after.edges).toEqual([])
  })

  test('returns which pictures the user named', async () => {
    const { pictures } = await setValues(workflow, registry, ['a.picture=@../cat.png'], named)
    expect(pictures).toEqual(['/here/../cat.png'])
  })

  test('with the same target, the last one counts', async () => {
    expect(await valuesAfter('a.seed=1', 'a.seed=2')).toEqual([{ seed: 2 }, undefined])
  })

  test.each([
    ['a', /node\.port=json/],
    ['a.seed', /node\.port=json/],
    ['z.seed=1', /--set z\.seed: no such node\. Nodes: a, a\.b/],
    ['a.sed=1', /has no input "sed"\. Inputs: prompt, seed, picture, words/],
    ['a.seed=seven', /--set a\.seed: the value is not valid JSON/],
    ['a.seed=1e999', /--set a\.seed: /],
    ['a.words=["ok",{"__proto__":1}]', /--set a\.words: .*__proto__/],
  ])('refuses %s with an error', async (set, words) => {
    await expect(setValues(workflow, registry, [set], named)).rejects.toThrow(words)
  })
})
