import { beforeEach, expect, test } from 'vitest'
import type { Editor } from '../../../base/editor.ts'
import { createParts } from '../../../base/editor.ts'
import { jsonDrafts, saveDraft } from './jsonDrafts.ts'
import { readJson, writeJson } from '../../../graph/values/readJson.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

test.each<[string, unknown]>([
  ['', undefined],
  [' \n', undefined],
  ['null', null],
  ['[1, "a"]', [1, 'a']],
  ['{"a": {"b": true}}', { a: { b: true } }],
])('%j is the value %j', (text, value) => {
  expect(readJson(text)).toEqual({ ok: true, value })
})

test.each<[string, string]>([
  ['[1,', 'line 1, column 4'],
  ['{\n  "a" 1\n}', 'line 2, column 7'],
  ['{"a": 1} x', 'line 1, column 10'],
])('%j is refused with its position: %s', (text, position) => {
  const read = readJson(text)
  expect(read.ok ? '' : read.text).toMatch(new RegExp(`^Not used yet: this is not JSON: ${position}: .+\\.$`))
})

test('a key that no file may use is refused here already, not only later by the host', () => {
  expect(readJson('{"__proto__": 1}').ok).toBe(false)
})

test('invalid JSON is kept per field until it is valid', () => {
  saveDraft(editor, 'tab/a/json', { text: '[1,', over: undefined })
  saveDraft(editor, 'tab/b/json', { text: '{', over: 1 })
  saveDraft(editor, 'tab/a/json', null)
  saveDraft(editor, 'tab/c/json', null)
  expect(editor.get(jsonDrafts).getState()).toEqual({ 'tab/b/json': { text: '{', over: 1 } })
})

test('short values are on one line, longer ones are formatted', () => {
  expect(writeJson([1, 2])).toBe('[1,2]')
  expect(writeJson({ path: 'renderartist/a-long-name', scale: 1 })).toBe(
    '{\n  "path": "renderartist/a-long-name",\n  "scale": 1\n}',
  )
})
