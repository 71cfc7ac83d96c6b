import { createElement as draw } from 'react'
import { expect, test } from 'vitest'
import { defaultSettings } from '#shared/api/defaultSettings.ts'
import type { Mode } from '#shared/catalogue/mode.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { editorOn, showsIn } from '../state/testing/showsIn.ts'
import { show } from '../state/view.ts'
import { FirstSteps } from './FirstSteps.tsx'

test.each<[Mode, string]>([
  ['practice', 'free and without a key'],
  ['live', 'costs money'],
])('the first steps say of a run in the mode %s that it is: %s', (mode, words) => {
  const editor = editorOn({ workflow: workflowOf({}) })
  show(editor, { firstSteps: true, settings: { ...defaultSettings, mode } })
  expect(showsIn(editor, draw(FirstSteps)).join(' ')).toContain(words)
})
