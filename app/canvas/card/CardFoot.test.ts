import { createElement as draw } from 'react'
import { expect, test } from 'vitest'
import { fakeMedia } from '#shared/testing/media.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Result } from '../../state/results/results.ts'
import { editorOn, showsIn } from '../../state/testing/showsIn.ts'
import { show } from '../../state/view.ts'
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

function shownSaved(type: string, paths: readonly string[], reveals: boolean): readonly string[] {
  const editor = editorOn({ workflow: workflowOf({ a: type }) })
  show(editor, { reveals })
  const images = paths.map((path, index) => ({ ...fakeMedia(index), path }))
  const saved = { ...result, outputs: { images }, cost: null, run: 'r' }
  return showsIn(editor, draw(CardFoot, { id: 'a', result: saved, isOld: false, top: 0 }))
}

test.each<[string, Parameters<typeof shownSaved>, readonly string[]]>([
  [
    'a saved file has its name and the ways to it',
    ['local/save-image', ['/home/a/pictures/Harbour 1.png'], true],
    ['Harbour 1.png', 'button "Show in folder"', 'button "Copy path"'],
  ],
  [
    'of several files the first is named',
    ['local/save-image', ['C:\\a\\one.png', 'C:\\a\\two.png'], true],
    ['one.png', '+ 1 more', 'button "Show in folder"', 'button "Copy paths"'],
  ],
  [
    'where no folder can be shown, there is only its path',
    ['local/save-image', ['/a/one.png'], false],
    ['one.png', 'button "Copy path"'],
  ],
  [
    'a node that passes on what was saved does not claim to have saved it',
    ['local/preview', ['/a/one.png'], true],
    ['4 s'],
  ],
])('%s', (_, of, expected) => {
  expect(shownSaved(...of)).toEqual(expected)
})
