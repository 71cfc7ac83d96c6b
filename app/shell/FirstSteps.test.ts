import { createElement as draw } from 'react'
import { expect, test } from 'vitest'
import { defaultSettings } from '#shared/api/defaultSettings.ts'
import type { RunRow } from '#shared/api/records.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { editorOn, showsIn } from '../state/testing/showsIn.ts'
import { runsStore } from '../state/runs/runs.ts'
import { edit } from '../state/tabs.ts'
import { show } from '../state/view.ts'
import { FirstSteps } from './FirstSteps.tsx'

test.each<[Mode, string]>([
  ['practice', 'free in Practice, no key needed'],
  ['live', 'real models cost money'],
])('the first steps say of a run in the mode %s that it is: %s', (mode, words) => {
  const editor = editorOn({ workflow: workflowOf({}) })
  show(editor, { firstSteps: true, settings: { ...defaultSettings, mode } })
  expect(showsIn(editor, draw(FirstSteps)).join(' ')).toContain(words)
})

test('they go from running to a change and to running again', () => {
  const editor = editorOn({ workflow: workflowOf({}) })
  show(editor, { firstSteps: true, settings: defaultSettings })
  const done = () => showsIn(editor, draw(FirstSteps)).filter((line) => line.includes('Done')).length
  expect(done()).toBe(0)
  const row = { id: 'run', state: 'done' } as RunRow
  editor.get(runsStore).setState({ rows: [row] })
  expect(done()).toBe(1)
  edit(editor, (workflow) => ({ ...workflow, name: 'Other' }))
  expect(done()).toBe(2)
})
