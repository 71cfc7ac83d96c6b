import { ReactFlowProvider } from '@xyflow/react'
import { createElement as draw } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Step } from '#shared/run/reduceRun.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import type { NodeFields } from '#shared/testing/workflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { createFlowNodes } from '../../graph/layout/flowNodes.ts'
import type { Result } from '../../state/results/results.ts'
import { registryOf } from '../../state/catalogue/catalogue.ts'
import { addResults, resultsStore } from '../../state/results/results.ts'
import type { EditorOn } from '../../state/testing/showsIn.ts'
import { editorOn, showsIn } from '../../state/testing/showsIn.ts'
import { show } from '../../state/view.ts'
import { NodeCard } from './NodeCard.tsx'

beforeEach(() => vi.useFakeTimers({ now: 60_000 }))
afterEach(() => vi.useRealTimers())

/** React Flow's props of each card, none of which a card shows. */
const reactFlowProps = {
  dragging: false,
  zIndex: 0,
  selectable: true,
  deletable: true,
  draggable: true,
  isConnectable: true,
  positionAbsoluteX: 0,
  positionAbsoluteY: 0,
} as const

interface Shown extends Partial<EditorOn> {
  readonly node?: Partial<NodeFields>
  readonly result?: Result
  readonly isHostGone?: boolean
}

function shown(
  step: Step | null,
  { node, result, isHostGone = false, ...on }: Shown = {},
): readonly string[] {
  const workflow = workflowOf({ a: { type: 'local/invert-mask', ...node } })
  const steps = step === null ? undefined : { a: step }
  const editor = editorOn({ workflow, ...(steps && { steps }), ...on })
  if (isHostGone) show(editor, { connection: 'lost' })
  if (result !== undefined) addResults(editor, 'tab', { a: result })
  const registry = registryOf(editor)
  const canvas = {
    ratios: {},
    tab: 'tab',
    workflow,
    registry,
    selected: new Set<string>(),
    more: new Set<string>(),
    drag: null,
  }
  const results = editor.get(resultsStore).getState()['tab'] ?? {}
  const [element] = createFlowNodes()({ ...canvas, steps: steps ?? {}, results })
  if (element?.type !== 'card') throw new Error('a node has no card')
  const graph = draw(
    ReactFlowProvider,
    null,
    draw(NodeCard, { ...reactFlowProps, ...element, selected: false }),
  )
  return showsIn(editor, graph).filter((line) => !line.startsWith('port '))
}

const result: Result = {
  phase: 'done',
  startedAt: 1000,
  finishedAt: 3500,
  outputs: { mask: fakeMedia(1, 'mask') },
  reused: false,
  cost: 0.02,
}
const running: Step = { phase: 'running', startedAt: 56_000, items: 1, progress: {}, ended: {} }
const over = { startedAt: 0, finishedAt: 1, outputs: {}, cost: null } as const
const failed: Step = { phase: 'failed', ...over, error: { code: 'job.failed', message: 'It was refused.' } }

/** What the card shows in every state: its one row. The output is beside the picture. */
const row = [
  'Mask',
  'group "Mask"',
  'field "Address or file of Mask" empty',
  'button "Choose a file for Mask"',
]

test.each<[string, Step | null, readonly string[]]>([
  ['idle says nothing more', null, ['group "Invert mask"', 'Invert mask', ...row]],
  [
    'waiting says so',
    { phase: 'waiting' },
    ['group "Invert mask, Waiting"', 'Invert mask', 'Waiting', ...row],
  ],
  [
    'running says for how long, and can be cancelled',
    running,
    [
      'group "Invert mask, Running"',
      'Invert mask',
      'Running',
      'button "Cancel Invert mask"',
      'img "Running: 4 s"',
      ...row,
    ],
  ],
  [
    'queued at the engine says at which place, and can be cancelled',
    { ...running, progress: { 0: { status: 'in_queue', queuePosition: 3 } } },
    [
      'group "Invert mask, Queued, place 3"',
      'Invert mask',
      'Queued, place 3',
      'button "Cancel Invert mask"',
      ...row,
    ],
  ],
  [
    'cancelled says so',
    { phase: 'cancelled', ...over },
    ['group "Invert mask, Cancelled"', 'Invert mask', 'Cancelled', ...row],
  ],
  [
    'cancelled too late says that it will be charged',
    { phase: 'cancelled', ...over, goesOn: true },
    ['group "Invert mask, Cancelled, will be charged"', 'Invert mask', 'Cancelled, will be charged', ...row],
  ],
  [
    'behind a failed node says that it was skipped',
    { phase: 'skipped', because: 'failed', of: 'b' },
    ['group "Invert mask, Skipped"', 'Invert mask', 'Skipped', ...row],
  ],
  [
    'waiting for a person says what for, and leads to the answer',
    { phase: 'waiting', prompts: { 0: { at: 0, input: 'mask', words: 'Paint the mask', inputs: {} } } },
    [
      'group "Invert mask, Needs you"',
      'Invert mask',
      'Needs you',
      'group "Invert mask needs you"',
      'Paint the mask.',
      'button "Answer"',
      ...row,
    ],
  ],
])('the card of a node that is %s', (_, step, expected) => {
  expect(shown(step)).toEqual(expected)
})

const picture = ['picture "mask, 64 by 64 pixels"', 'button "Open the mask in the viewer"']

test('the card of an up-to-date node shows its result, duration and cost', () => {
  expect(shown(result, { result, phase: 'done' })).toEqual([
    'group "Invert mask"',
    'Invert mask',
    ...picture,
    ...row,
    '3 s',
    '$0.02',
  ])
})

test('the card of a cached result says so in place of a cost', () => {
  const reused = { ...result, reused: true }
  expect(shown(reused, { result: reused, phase: 'done' })).toEqual([
    'group "Invert mask, Cached"',
    'Invert mask',
    'Cached',
    ...picture,
    ...row,
    'Reused at no cost',
  ])
})

test.each<['running' | 'failed', string]>([
  ['running', 'button "Try again" off: When the run has ended'],
  ['failed', 'button "Try again"'],
])(
  'a failure in a run that is %s shows the reason, and can be retried only after the run',
  (phase, button) => {
    expect(shown(failed, { phase })).toEqual([
      'group "Invert mask, Failed"',
      'Invert mask',
      'Failed',
      'alert',
      'It was refused.',
      button,
      'job.failed',
      ...row,
    ])
  },
)

test('a possibly charged job is not retried: its request can be named, or the risk accepted', () => {
  const error = { code: 'job.unknown', message: 'The answer was lost.', data: { job: 'j' } } as const
  expect(shown({ ...failed, error }, { phase: 'failed', result })).toEqual([
    'group "Invert mask, Unknown"',
    'Invert mask',
    'Unknown',
    ...picture,
    'alert',
    'The answer was lost.',
    'button "Enter the request id"',
    'button "Submit again (may be charged twice)"',
    ...row,
    'From an earlier run',
  ])
})

test('a failed card does not claim that its run has reused the earlier result', () => {
  expect(shown(failed, { phase: 'failed', result: { ...result, reused: true } }).at(-1)).toBe(
    'From an earlier run',
  )
})

test('while the host is unreachable a running node claims nothing, and cannot be cancelled', () => {
  expect(shown(running, { isHostGone: true })).toEqual([
    'group "Invert mask, Not known"',
    'Invert mask',
    'Not known',
    'button "Cancel Invert mask" off: Not available while the host is disconnected',
    ...row,
  ])
})

test.each([null, { phase: 'waiting' }] as const)('the card of a muted node only says that', (step) => {
  expect(shown(step, { node: { mode: 'muted' } })).toEqual([
    'group "Invert mask, Muted"',
    'Invert mask',
    'Muted',
    ...row,
  ])
})

test('the card of an unknown type says that nothing of it is lost', () => {
  expect(shown(null, { node: { type: 'other/thing' } })).toEqual([
    'group "other/thing"',
    'other/thing',
    'Unknown node type. Its values and cables are kept as they are.',
  ])
})
