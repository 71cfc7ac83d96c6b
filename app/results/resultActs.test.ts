import { expect, test } from 'vitest'
import { deletedText, readTags } from './resultActs.ts'

test.each([
  ['cover, final', ['cover', 'final']],
  [' cover ,, cover ', ['cover']],
  ['', []],
  ['a'.repeat(60), ['a'.repeat(50)]],
])('the tags %j are %j', (text, tags) => {
  expect(readTags(text)).toEqual(tags)
})

test.each([
  [
    1,
    { bytes: 1_200_000, needed: 0 },
    'The result was deleted. The next clean-up frees 1.2 MB. A run that needs it after that makes it again, and pays for it again.',
  ],
  [
    2,
    { bytes: 900, needed: 0 },
    '2 results were deleted. The next clean-up frees 900 bytes. A run that needs them after that makes them again, and pays for them again.',
  ],
  [
    3,
    { bytes: 0, needed: 3 },
    '3 results were deleted. 3 files stay in the library, because a workflow or a run needs them.',
  ],
  [
    2,
    { bytes: 900, needed: 1 },
    '2 results were deleted. The next clean-up frees 900 bytes. A run that needs it after that makes it again, and pays for it again. One file stays in the library, because a workflow or a run needs it.',
  ],
])('deleting %i says what it frees, and that a run may pay for it again', (count, deleted, text) => {
  expect(deletedText(count, deleted)).toBe(text)
})
