import { expect, test } from 'vitest'
import { createParts } from '../../base/editor.ts'
import { isTouched, touchNodes, touchedStore } from './touched.ts'

test('only where a run was requested what is missing is an error, in its own workflow', () => {
  const editor = createParts()
  touchNodes(editor, 't', ['n', 'm'])
  const touched = (tab: string, node: string): boolean =>
    isTouched(editor.get(touchedStore).getState(), tab, node)
  expect([touched('t', 'n'), touched('t', 'm'), touched('t', 'o'), touched('u', 'n')]).toEqual([
    true,
    true,
    false,
    false,
  ])
})
