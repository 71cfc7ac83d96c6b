import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Editor } from '../base/editor.ts'
import { createParts } from '../base/editor.ts'
import { setCanvas } from '../state/canvas/canvasStore.ts'
import { openEmpty, showTab } from '../state/tabs.ts'
import { show } from '../state/view.ts'
import { markReady } from './markReady.ts'

let editor: Editor
let marks: Set<string>
let stop: () => void

beforeEach(() => {
  editor = createParts()
  marks = new Set()
  stop = markReady(editor, {
    toggleAttribute(name, on = !marks.has(name)) {
      if (on) marks.add(name)
      else marks.delete(name)
      return on
    },
  })
})
afterEach(() => {
  stop()
})

const ready = { connection: 'connected', caughtUp: true } as const

test('the page is ready once the host is there and the shown canvas is drawn, and only that one', () => {
  const steps = [
    () => openEmpty(editor, 'one'),
    () => show(editor, ready),
    () => setCanvas(editor, { drawn: 'one' }),
    () => openEmpty(editor, 'other'),
    () => setCanvas(editor, { drawn: 'other' }),
    () => showTab(editor, 'one'),
    () => setCanvas(editor, { drawn: 'one' }),
    () => show(editor, { connection: 'lost' }),
  ]
  const seen = steps.map((step) => {
    step()
    return marks.has('data-ready')
  })
  expect(seen).toEqual([false, false, true, false, true, false, true, false])
})

test('without a tab there is no canvas to wait for', () => {
  show(editor, ready)
  expect([...marks]).toEqual(['data-ready'])
})

test('unsaved edits remove the mark, and a disposed page marks nothing', () => {
  show(editor, { allSaved: true })
  expect([...marks]).toEqual(['data-kept'])
  show(editor, { allSaved: false })
  expect([...marks]).toEqual([])
  stop()
  show(editor, { allSaved: true })
  expect([...marks]).toEqual([])
})
