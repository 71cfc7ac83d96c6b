import { expect, test } from 'vitest'
import { gapAt, backgroundAt, viewRect } from './backgroundAt.ts'

const view = viewRect({ x: -2400, y: 0, zoom: 2 }, { width: 1200, height: 800 })

test('the view in the graph is what the page shows, by its zoom', () => {
  expect(view).toEqual({ x: 1200, y: -0, width: 600, height: 400 })
})

test('the background covers the nodes and more than the view, and ends at a multiple of the dot gap', () => {
  const background = backgroundAt(null, { x: -100, y: 0, width: 7000, height: 500 }, view)
  expect(background).toEqual({ x: -6144, y: -6144, width: 18432, height: 12288 })
})

test('the background stays as it is while it covers the view, and is placed again when it does not', () => {
  const background = backgroundAt(null, null, view)
  const moved = { ...view, x: view.x + 300 }
  const away = { ...view, x: 90_000 }
  expect(backgroundAt(background, null, moved)).toBe(background)
  expect(backgroundAt(background, null, away)).toEqual({ x: 86_016, y: -6144, width: 6144, height: 12288 })
})

test('a node that is a million pixels away does not make the background larger than the view needs', () => {
  const far = { x: 0, y: 0, width: 1_000_000, height: 100 }
  expect(backgroundAt(null, far, view)).toEqual(backgroundAt(null, null, view))
})

test.each([
  [4, 24],
  [1, 24],
  [0.5, 48],
  [0.05, 384],
])('at a zoom of %d dots are %d pixels of the graph apart', (zoom, gap) => {
  expect(gapAt(zoom)).toBe(gap)
})
