import { createElement as draw } from 'react'
import { expect, test } from 'vitest'
import type { ResultRow } from '#shared/api/records.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { createParts } from '../base/editor.ts'
import { showsIn } from '../state/testing/showsIn.ts'
import { ResultTile } from './ResultTile.tsx'

const row: ResultRow = {
  media: fakeMedia(1),
  run: 'r',
  workflowName: 'Harbour',
  node: 'n',
  nodeTitle: 'Repaint',
  nodeType: 'local/blur',
  port: 'image',
  at: 0,
  took: null,
  mode: 'practice',
  engine: 'runcomfy',
  modelId: null,
  cost: null,
  requestId: null,
  inputs: {},
}

const place = { column: 0, left: 0, top: 0, width: 100, height: 100 }
const shown = (isSelected: boolean, change: Partial<ResultRow> = {}) =>
  showsIn(
    createParts(),
    draw(ResultTile, {
      row: { ...row, ...change },
      index: 0,
      place,
      isActive: false,
      isSelected,
      isChoosing: false,
      onArrive: () => {},
    }),
  )

test.each([
  [false, 'Select'],
  [true, 'Deselect'],
])('a tile shows what made it, and whether it is selected (%o)', (isSelected, act) => {
  expect(shown(isSelected)).toEqual([
    'row',
    isSelected ? 'gridcell "Repaint" selected' : 'gridcell "Repaint"',
    'button "Star"',
    `button "${act}"`,
    'Repaint',
  ])
})

test('a tile is captioned by its prompt and seed, and shows its star and tags', () => {
  const inputs = { prompt: 'A red lighthouse', seed: 11 }
  expect(shown(false, { inputs, starred: true, tags: ['cover', 'final'] })).toEqual([
    'row',
    'gridcell "A red lighthouse, Seed 11, starred"',
    'button "Remove star" pressed',
    'button "Select"',
    'A red lighthouse',
    'Seed 11 · cover · final',
  ])
})
