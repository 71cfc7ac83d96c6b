import { expect, test } from 'vitest'
import type { PaintingFacts, PaintingState } from './describePainting.ts'
import { paintingState } from './describePainting.ts'

const picture = { sha256: 'a'.repeat(64), width: 64, height: 48 }
const other = { ...picture, sha256: 'b'.repeat(64) }
const painted = { version: 1, picture, steps: [{ tool: 'invert' }] }
const empty = { version: 1, picture, steps: [] }
const facts: PaintingFacts = { value: painted, picture, hasStart: false, onEvery: false }

test.each<[string, Partial<PaintingFacts>, PaintingState]>([
  ['painted on this picture', {}, 'ready'],
  ['painted, and the picture not known yet', { picture: null }, 'ready'],
  ['never painted', { value: undefined }, 'empty'],
  ['painted and cleared', { value: empty }, 'empty'],
  ['never painted, on a mask that comes in', { value: undefined, hasStart: true }, 'ready'],
  ['cleared, on a mask that comes in', { value: empty, hasStart: true }, 'ready'],
  ['painted on another picture', { picture: other }, 'other'],
  ['painted on another picture, for every picture', { picture: other, onEvery: true }, 'ready'],
  ['painted on a smaller picture', { picture: { ...other, width: 128 } }, 'other size'],
  ['painted on a picture that is only named now', { picture: { sha256: other.sha256 } }, 'other'],
  ['no painting at all', { value: { strokes: 1 } }, 'unreadable'],
])('%s', (_, change, state) => {
  expect(paintingState({ ...facts, ...change })).toBe(state)
})
