import { createElement as draw } from 'react'
import { expect, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Result } from '../../state/results/results.ts'
import { editorOn, showsIn } from '../../state/testing/showsIn.ts'
import { viewVersion } from '../../state/versions/versionsStore.ts'
import { CardFoot } from './CardFoot.tsx'

const result: Result = {
  phase: 'done',
  startedAt: 0,
  finishedAt: 4000,
  outputs: {},
  reused: false,
  cost: 0.02,
}

interface Shown {
  readonly isPinned?: boolean
  readonly isViewed?: boolean
  readonly isOld?: boolean
  readonly readOnly?: boolean
}

function shown({
  isPinned = false,
  isViewed = false,
  isOld = false,
  readOnly = false,
}: Shown): readonly string[] {
  const take = isPinned ? { take: { outputs: {} } } : {}
  const editor = editorOn({ workflow: workflowOf({ a: { type: 'local/text', ...take } }), readOnly })
  if (isViewed) viewVersion(editor, 'tab', 'a', result)
  return showsIn(editor, draw(CardFoot, { id: 'a', result, isOld, top: 0 }))
}

test.each<[string, Shown, readonly string[]]>([
  ['made last says what it took and cost', {}, ['4 s', '$0.02']],
  ['of an earlier run claims no cost of this one', { isOld: true }, ['From an earlier run']],
  ['that is pinned can be unpinned', { isPinned: true }, ['Pinned result', 'button "Unpin result"']],
  [
    'that is only looked at leads back, or is used',
    { isPinned: true, isViewed: true },
    ['Preview only', 'button "Back"', 'button "Use this result"'],
  ],
  ['that is pinned in a read-only workflow stays so', { isPinned: true, readOnly: true }, ['Pinned result']],
  [
    'that is only looked at in a read-only workflow leads back',
    { isViewed: true, readOnly: true },
    ['Preview only', 'button "Back"'],
  ],
])('a result %s', (_, of, expected) => {
  expect(shown(of)).toEqual(expected)
})
