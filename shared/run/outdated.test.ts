import { expect, test } from 'vitest'
import type { Workflow } from '../document/workflow.ts'
import {
  setMode,
  setSeedMode,
  setTitle,
  setValue,
  moveNodes,
  pinVersion,
  addNodes,
} from '../document/edits/nodes.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import type { NodeSketch } from '../testing/workflow.ts'
import { say, workflowOf } from '../testing/workflow.ts'
import type { Values } from '../ports/value.ts'
import type { OutdatedQuery } from './outdated.ts'
import { outdatedNodes } from './outdated.ts'

const nodes: Readonly<Record<string, NodeSketch>> = {
  words: say('A'),
  noise: { type: 'test/seed', values: { seed: 7 }, seedMode: 'randomize' },
  join: 'test/join',
  other: say('B'),
}
const registry = testRegistry()
const cables = ['words.text > join.first', 'noise.seed > join.second']
const ran = workflowOf(nodes, cables)
const all = ['words', 'noise', 'join', 'other']

const made = (run: string, ids: readonly string[] = all): [string, { run: string; outputs: Values }][] =>
  ids.map((id) => [id, { run, outputs: { text: `${id} of ${run}` } }])

const check = (workflow: Workflow, more: Partial<OutdatedQuery> = {}): readonly string[] =>
  [
    ...outdatedNodes({
      workflow,
      registry,
      results: new Map(made('r')),
      ran: new Map([['r', ran]]),
      outputsIn: () => undefined,
      ...more,
    }),
  ].toSorted()

test.each<[string, (workflow: Workflow) => Workflow, readonly string[]]>([
  ['nothing', (same) => same, []],
  ['the words', setValue('words', 'text', 'C'), ['join', 'words']],
  ['the words and back again', (w) => setValue('words', 'text', 'A')(setValue('words', 'text', 'C')(w)), []],
  ['the words of another branch', setValue('other', 'text', 'C'), ['other']],
  ['a position, a title', (w) => setTitle('words', 'X')(moveNodes(['words'], { dx: 9, dy: 9 })(w)), []],
  ['a default that is now spelled out', setValue('join', 'second', ''), []],
  ['a seed that is random', setValue('noise', 'seed', 9), []],
  ['whether the seed is random: the lock', setSeedMode('noise', 'fixed'), []],
  [
    'a seed that is locked',
    (w) => setValue('noise', 'seed', 9)(setSeedMode('noise', 'fixed')(w)),
    ['join', 'noise'],
  ],
  ['a cable', (w) => ({ ...w, edges: w.edges.slice(1) }), ['join']],
  ['another version to a pinned one', pinVersion('words', { outputs: { text: 'Else' } }), ['join', 'words']],
  ['the shown version to a pinned one', pinVersion('words', { outputs: { text: 'words of r' } }), []],
])('an edit of %s outdates the right nodes', (_, edit, expected) => {
  expect(check(edit(ran))).toEqual(expected)
})

test('a reroute in a cable and a bypassed node in it change nothing', () => {
  const pass = workflowOf({ ...nodes, via: 'test/pass', off: { type: 'test/pass', mode: 'bypassed' } }, [
    'words.text > via.value',
    'via.value > off.value',
    'off.value > join.first',
    'noise.seed > join.second',
  ])
  expect(check(pass)).toEqual([])
  expect(check(setValue('words', 'text', 'C')(pass))).toEqual(['join', 'words'])
})

test('a node that was made again alone outdates what used its earlier result', () => {
  const later = setValue('noise', 'seed', 8)(ran)
  const query = {
    results: new Map([...made('r'), ...made('later', ['noise'])]),
    ran: new Map([
      ['r', ran],
      ['later', later],
    ]),
  }
  expect(check(later, query)).toEqual(['join'])
})

test('so it does where its inputs were the same, if it is known to have given something else', () => {
  const query = {
    results: new Map([...made('r'), ...made('later', ['words'])]),
    ran: new Map([
      ['r', ran],
      ['later', ran],
    ]),
  }
  expect(check(ran, query)).toEqual([])
  expect(check(ran, { ...query, outputsIn: (run, node) => ({ text: `${node} of ${run}` }) })).toEqual([
    'join',
  ])
})

test('of a run whose workflow is not known nothing is outdated, and a new node has no result', () => {
  expect(check(setValue('words', 'text', 'C')(ran), { ran: new Map() })).toEqual([])
  const [node] = workflowOf({ extra: say('D') }).nodes
  expect(check(addNodes(node === undefined ? [] : [node])(ran))).toEqual([])
})

test('a node that is muted meanwhile and one in a circle end the comparison', () => {
  expect(check(setMode(['words'], 'muted')(ran))).toEqual([])
  const circle = workflowOf(nodes, ['join.text > join.first', 'noise.seed > join.second'])
  expect(check(circle)).toEqual([])
})
