import { describe, expect, test } from 'vitest'
import { fitView, pinch, reveal, toPicture, toPane, zoomAt } from './viewpoint.ts'

const pane = { width: 1000, height: 600 }

describe('the view of a picture on the stage', () => {
  test.each([
    ['a large picture is seen whole', { width: 2000, height: 2000 }, { x: 224, y: 24, scale: 0.276 }],
    ['a wide one too', { width: 4000, height: 500 }, { x: 24, y: 240.5, scale: 0.238 }],
    ['a small one is not blown up', { width: 100, height: 50 }, { x: 450, y: 275, scale: 1 }],
  ])('%s', (_, picture, view) => {
    expect(fitView(picture, pane)).toEqual(view)
  })

  test('what is under the pointer stays there when it comes nearer', () => {
    const view = { x: 30, y: -20, scale: 0.5 }
    const spot = { x: 410, y: 222 }
    const nearer = zoomAt(view, spot, 3)
    expect(nearer.scale).toBe(1.5)
    expect(toPane(nearer, toPicture(view, spot))).toEqual(spot)
  })

  test('the points under two fingers stay under them', () => {
    const view = { x: 0, y: 0, scale: 1 }
    const before = [
      { x: 100, y: 100 },
      { x: 200, y: 100 },
    ] as const
    const after = [
      { x: 150, y: 300 },
      { x: 350, y: 300 },
    ] as const
    const next = pinch(view, before, after)
    expect(before.map((spot) => toPane(next, toPicture(view, spot)))).toEqual(after)
  })

  test('it zooms in no further than pixels can be distinguished, and out no further than the whole picture', () => {
    const view = { x: 0, y: 0, scale: 1 }
    expect([zoomAt(view, { x: 0, y: 0 }, 1e9).scale, zoomAt(view, { x: 0, y: 0 }, 1e-9).scale]).toEqual([
      32, 0.02,
    ])
  })

  test('the crosshair does not leave the stage', () => {
    const view = { x: 0, y: 0, scale: 1 }
    expect(reveal(view, { x: 500, y: 300 }, pane)).toEqual(view)
    expect(reveal(view, { x: 1500, y: -10 }, pane)).toEqual({ x: -524, y: 34, scale: 1 })
  })
})
