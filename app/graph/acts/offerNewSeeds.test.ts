import { expect, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import { toasts } from '../../base/notify.ts'
import { activeTab, undo } from '../../state/tabs.ts'
import { editorOn } from '../../state/testing/showsIn.ts'
import { isAllCached, offerNewSeeds } from './offerNewSeeds.ts'

const forecast = {
  mode: 'live',
  jobs: 0,
  atLeast: false,
  known: 2,
  underWay: 0,
  cost: 0,
  unpriced: 0,
} as const

test.each([
  [forecast, true],
  [null, false],
  [{ ...forecast, jobs: 1 }, false],
  [{ ...forecast, known: 0 }, false],
  [{ ...forecast, underWay: 1 }, false],
  [{ ...forecast, unknown: 1 }, false],
])('of a run with the forecast %j nothing is new: %s', (of, expected) => {
  expect(isAllCached(of)).toBe(expected)
})

interface Message {
  readonly title?: unknown
  readonly actionProps?: { readonly children?: unknown; readonly onClick?: () => void }
}

/** An editor whose run changed nothing, and the action of its message. */
function offered(seedMode: 'fixed' | 'randomize') {
  const editor = editorOn({
    workflow: workflowOf({ a: { type: 'local/seed', values: { seed: 4 }, seedMode } }),
  })
  const shown: Message[] = []
  const manager = editor.get(toasts)
  manager[' subscribe'](({ options }: { readonly options: Message }) => void shown.push(options))
  offerNewSeeds(editor, new Set(['a']))
  const seed = () => activeTab(editor)?.workflow.nodes[0]?.values?.['seed']
  return { editor, toast: shown[0], seed }
}

test('a new seed for locked generators is one undo step, and they stay locked', () => {
  const { editor, toast, seed } = offered('fixed')
  expect([toast?.title, toast?.actionProps?.children]).toEqual([
    'Nothing has changed: all results are cached.',
    'New seed',
  ])
  toast?.actionProps?.onClick?.()
  expect(seed()).not.toBe(4)
  expect(activeTab(editor)?.workflow.nodes[0]?.seedMode ?? 'fixed').toBe('fixed')
  undo(editor)
  expect(seed()).toBe(4)
})

test('where no seed is locked there is nothing to offer', () => {
  expect(offered('randomize').toast?.actionProps).toBeUndefined()
})
