import { expect, test } from 'vitest'
import type { Rect } from '../../base/geometry.ts'
import { contains } from '../../base/geometry.ts'
import type { FirstViewFacts } from './firstView.ts'
import { firstView } from './firstView.ts'
import { onPane } from './viewport.ts'

const pane = { x: 0, y: 0, width: 1236, height: 730 }
const panel = { x: 0, y: 0, width: 340, height: 730 }
const beside = { x: 340, y: 0, width: 896, height: 730 }
const box: Rect = { x: 0, y: 0, width: 600, height: 200 }
const roomyBox: Rect = { x: 0, y: 0, width: 600, height: 480 }

const look = (facts: Partial<FirstViewFacts>) =>
  firstView({ box, roomyBox, saved: null, pane, panels: [], area: pane, ...facts })

test('a workflow opens whole, with room for its pictures, beside an open panel', () => {
  const { view, isFramed } = look({ panels: [panel], area: beside })
  expect(contains(beside, onPane(view, roomyBox))).toBe(true)
  expect(isFramed).toBe(true)
})

const saved = { x: 100, y: 100, zoom: 0.5 }

test('a workflow opens with the view of its file', () => {
  expect(look({ saved })).toEqual({ view: saved, isFramed: false })
})

test('where an open panel would cover a part of that view, all of the workflow is framed beside it', () => {
  const { view, isFramed } = look({ saved, panels: [panel], area: beside })
  expect(contains(beside, onPane(view, roomyBox))).toBe(true)
  expect(view.zoom).toBeLessThanOrEqual(saved.zoom)
  expect(isFramed).toBe(true)
})

test('a view of a part of a workflow stays, also beside a panel', () => {
  const near = { x: -200, y: 0, zoom: 2 }
  expect(look({ saved: near, panels: [panel], area: beside })).toEqual({ view: near, isFramed: false })
})

test('an empty canvas is not zoomed, so that its first node stays where it is placed', () => {
  expect(look({ box: null, roomyBox: null })).toEqual({ view: { x: 0, y: 0, zoom: 1 }, isFramed: false })
})
