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

const shown = (isSelected: boolean) =>
  showsIn(
    createParts(),
    draw(ResultTile, { row, index: 0, side: 100, isActive: false, isSelected, onArrive: () => {} }),
  )

test.each([
  [false, 'Select'],
  [true, 'Deselect'],
])('a tile shows what made it, and whether it is selected (%o)', (isSelected, act) => {
  expect(shown(isSelected)).toEqual([
    isSelected ? 'gridcell "Repaint of Harbour" selected' : 'gridcell "Repaint of Harbour"',
    `button "${act}"`,
    'Repaint',
  ])
})
