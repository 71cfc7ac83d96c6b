import { expect, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import { pasteTarget } from './pasteTarget.ts'

const workflow = workflowOf(
  {
    empty: 'local/load-image',
    full: { type: 'local/load-image', values: { image: { file: 'a.png' } } },
    fed: 'local/load-image',
    blur: 'local/blur',
  },
  ['blur.image > fed.image'],
)

test.each<[string, readonly string[], number, string | null]>([
  ['an empty card for pictures that is selected alone', ['empty'], 1, 'empty'],
  ['one that has a picture, which gives way as when one is dropped on it', ['full'], 1, 'full'],
  ['a card of its own where nothing is selected', [], 1, null],
  ['a card of its own where several cards are selected', ['empty', 'full'], 1, null],
  ['a card of its own where another card is selected', ['blur'], 1, null],
  ['a card of its own where a cable feeds the selected one', ['fed'], 1, null],
  ['cards of their own where they are several', ['empty'], 2, null],
])('a pasted picture goes into %s', (_, selected, pictures, target) => {
  expect(pasteTarget(workflow, new Set(selected), pictures)).toBe(target)
})
