import { expect, test } from 'vitest'
import { workflowOf } from '#shared/testing/workflow.ts'
import { editorOn } from '../testing/showsIn.ts'
import { fitOf } from './paintingActs.ts'

const picture = { sha256: 'a'.repeat(64), width: 64, height: 48 }
const painting = { version: 1 as const, picture, steps: [] }

test('a painting for every picture fits another one too; any other painting is of its own picture', () => {
  const workflow = workflowOf({
    every: { type: 'local/paint-mask', values: { everyPicture: true } },
    own: 'local/paint-mask',
  })
  const editor = editorOn({ workflow })
  const next = { ...picture, sha256: 'b'.repeat(64) }
  expect(fitOf(editor, 'own', painting, picture)).toBe('same')
  expect(fitOf(editor, 'own', painting, next)).toBe('other')
  expect(fitOf(editor, 'own', painting, { ...next, width: 128 })).toBe('other size')
  expect(fitOf(editor, 'every', painting, next)).toBe('same')
})
