import { beforeEach, expect, test } from 'vitest'
import type { Editor } from '../../base/editor.ts'
import { createParts } from '../../base/editor.ts'
import { isTouched, touchField, touchNodes, touchedStore } from './touched.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

beforeEach(() => editor.get(touchedStore).setState({ touched: new Set() }))

const touched = (port: string, node = 'n', tab = 't'): boolean =>
  isTouched(editor.get(touchedStore).getState(), tab, node, port)

test('only a field that was left reports that it is empty, in its own workflow', () => {
  touchField(editor, 't', 'n', 'prompt')
  expect([touched('prompt'), touched('image'), touched('prompt', 'm'), touched('prompt', 'n', 'u')]).toEqual([
    true,
    false,
    false,
    false,
  ])
})

test('once a run was requested, every field that blocks it reports its problem', () => {
  touchNodes(editor, 't', ['n', 'm'])
  expect([touched('prompt'), touched('image', 'm'), touched('image', 'o')]).toEqual([true, true, false])
})
