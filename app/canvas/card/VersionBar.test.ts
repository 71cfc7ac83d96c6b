import { createElement as draw } from 'react'
import { expect, test } from 'vitest'
import type { VersionRow } from '#shared/api/records.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { editorOn, showsIn } from '../../state/testing/showsIn.ts'
import { setVersions, toVersion, viewVersion } from '../../state/versions/versionsStore.ts'
import { show } from '../../state/view.ts'
import { VersionBar } from './VersionBar.tsx'

const row: VersionRow = {
  run: 'r',
  at: 1,
  took: 1,
  mode: 'practice',
  cost: null,
  outputs: {},
  inputs: {},
}
const versions = ['one', 'two', 'three'].map((text) => toVersion({ ...row, outputs: { text } }))

interface Shown {
  /** The index of the version on the card, from 0. */
  readonly at: number
  readonly count?: number
  readonly isPinned?: boolean
  readonly isViewed?: boolean
  readonly readOnly?: boolean
  readonly isHostGone?: boolean
}

function shown({
  at,
  count = 3,
  isPinned = false,
  isViewed = false,
  readOnly = false,
  isHostGone = false,
}: Shown) {
  const version = versions[at]
  if (version === undefined) throw new Error('there is no such version')
  const take = isPinned ? { take: { outputs: {} } } : {}
  const editor = editorOn({ workflow: workflowOf({ a: { type: 'local/invert-mask', ...take } }), readOnly })
  setVersions(editor, 'tab', 'a', { versions: versions.slice(0, count), until: null })
  if (isViewed) viewVersion(editor, 'tab', 'a', version.result)
  if (isHostGone) show(editor, { connection: 'lost' })
  return showsIn(editor, draw(VersionBar, { id: 'a', title: 'Invert', shown: version.result }))
}
const rest = ['button "Compare two results"', 'button "Remove this result"']

test('a node with one result has no buttons for others', () => {
  expect(shown({ at: 0, count: 1 })).toEqual([
    'group "Results of Invert"',
    'button "Use this result"',
    'button "Remove this result"',
  ])
})

test.each([
  [0, '1 of 3', ' off', ''],
  [1, '2 of 3', '', ''],
  [2, '3 of 3', '', ' off'],
])('browsing results ends at the first and the last (%i)', (at, place, before, after) => {
  expect(shown({ at })).toEqual([
    'group "Results of Invert"',
    `button "The result before"${before}`,
    place,
    `button "The result after"${after}`,
    'button "Use this result"',
    ...rest,
  ])
})

const pins = (of: Shown) =>
  shown(of).filter((line) => line.includes('se this result') || line.includes('npin'))

test('a pinned result can be unpinned; a previewed one can be pinned in its place', () => {
  expect(pins({ at: 1, isPinned: true })).toEqual(['button "Unpin result"'])
  expect(pins({ at: 1, isPinned: true, isViewed: true })).toEqual(['button "Use this result"'])
})

test('in a read-only workflow no other result can be pinned, and none unpinned', () => {
  expect(pins({ at: 1, readOnly: true })).toEqual(['button "Use this result" off'])
  expect(pins({ at: 1, readOnly: true, isPinned: true })).toEqual(['button "Unpin result" off'])
})

test('while the host is unreachable no result is removed', () => {
  expect(shown({ at: 1, isHostGone: true }).at(-1)).toBe(
    'button "Remove this result" off: Not available while the host is disconnected',
  )
})
