import { beforeEach, expect, test } from 'vitest'
import type { VersionRow } from '#shared/api/records.ts'
import type { Editor } from '../../base/editor.ts'
import { createParts } from '../../base/editor.ts'
import { indexOfVersion } from './versionActions.ts'
import { keyOfOutputs, viewVersion, versionsStore, toVersion } from './versionsStore.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

const row = (run: string, text: string): VersionRow => ({
  run,
  at: 1000,
  took: 400,
  mode: 'practice',
  cost: 0.01,
  outputs: { text },
  inputs: {},
})

test('a version is shown as a result with its own time and cost', () => {
  expect(toVersion(row('r1', 'one')).result).toEqual({
    phase: 'done',
    startedAt: 600,
    finishedAt: 1000,
    outputs: { text: 'one' },
    reused: false,
    cost: 0.01,
  })
})

test('a result is found among the versions by its contents, wherever a copy of it was saved', () => {
  const picture = { media: 'image', sha256: 'a'.repeat(64), mime: 'image/png', bytes: 1 } as const
  const versions = [toVersion(row('r1', 'one')), toVersion({ ...row('r2', ''), outputs: { image: picture } })]
  const { result } = toVersion({ ...row('r3', ''), outputs: { image: { ...picture, path: '/a.png' } } })
  expect(indexOfVersion(versions, result)).toBe(1)
  expect(indexOfVersion(versions, toVersion(row('r4', 'two')).result)).toBe(-1)
  expect(indexOfVersion(versions, null)).toBe(-1)
  expect(keyOfOutputs(result.outputs)).toBe(versions[1]?.key)
})

test('a preview ends without a trace, and an unchanged one changes nothing', () => {
  const { result } = toVersion(row('r1', 'one'))
  viewVersion(editor, 't', 'a', result)
  const isViewing = editor.get(versionsStore).getState()
  viewVersion(editor, 't', 'b', null)
  viewVersion(editor, 't', 'a', result)
  expect(editor.get(versionsStore).getState()).toBe(isViewing)
  viewVersion(editor, 't', 'a', null)
  expect(editor.get(versionsStore).getState().viewed).toEqual({ t: {} })
})
