import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import type { Media, Values } from '#shared/ports/value.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Results } from '../results/results.ts'
import { incomingPicture } from './incomingPicture.ts'

const asset = 'a'.repeat(64)
const made: Media = {
  media: 'image',
  sha256: 'b'.repeat(64),
  mime: 'image/png',
  bytes: 9,
  width: 64,
  height: 48,
}
const found = { kind: 'known', picture: { sha256: made.sha256, width: 64, height: 48 } }
const named = { kind: 'known', picture: { sha256: asset } }

const result = (outputs: Values): Results[string][string] => ({
  phase: 'done',
  startedAt: 0,
  finishedAt: 1,
  outputs,
  reused: false,
  cost: null,
})

const load = (image: { asset: string } | { file: string }) => ({
  type: 'local/load-image',
  values: { image },
})
const turn = { type: 'local/turn' }
const painted = { type: 'local/paint-mask' }

test.each<[string, Workflow, Results[string], unknown]>([
  ['nothing is connected', workflowOf({ p: painted }), {}, { kind: 'nothing' }],
  [
    'the node itself names a picture',
    workflowOf({ p: { ...painted, values: { image: { asset } } } }),
    {},
    named,
  ],
  [
    'a node names one and has not run',
    workflowOf({ l: load({ asset }), p: painted }, ['l.image > p.image']),
    {},
    named,
  ],
  [
    'it is passed on by others',
    workflowOf({ l: load({ asset }), r: 'local/reroute', p: painted }, [
      'l.image > r.value',
      'r.value > p.image',
    ]),
    {},
    named,
  ],
  [
    'a file is known only once it was read',
    workflowOf({ l: load({ file: 'a.png' }), p: painted }, ['l.image > p.image']),
    {},
    { kind: 'unmade', source: 'l' },
  ],
  [
    'a node has made it',
    workflowOf({ t: turn, p: painted }, ['t.image > p.image']),
    { t: result({ image: made }) },
    found,
  ],
  [
    'of several the first',
    workflowOf({ t: turn, p: painted }, ['t.image > p.image']),
    { t: result({ image: [made, made] }) },
    found,
  ],
  [
    'a node has not made it yet',
    workflowOf({ t: turn, p: painted }, ['t.image > p.image']),
    {},
    { kind: 'unmade', source: 't' },
  ],
  [
    'a bypassed node is passed by',
    workflowOf({ l: load({ asset }), t: { ...turn, mode: 'bypassed' }, p: painted }, [
      'l.image > t.image',
      't.image > p.image',
    ]),
    {},
    named,
  ],
  [
    'cables that go round end nowhere',
    workflowOf({ a: 'local/reroute', b: 'local/reroute', p: painted }, [
      'a.value > b.value',
      'b.value > a.value',
      'a.value > p.image',
    ]),
    {},
    { kind: 'nothing' },
  ],
])('%s', (_, workflow, results, incoming) => {
  expect(incomingPicture(workflow, results, 'p', 'image', registry)).toEqual(incoming)
})
