import type { Rect } from '../../base/geometry.ts'
import { centreOf } from '../../base/geometry.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The nearest rectangle in a direction: those straight ahead come before those to the side. Null if there is none. */
export function neighbour(
  from: Rect,
  others: Iterable<readonly [string, Rect]>,
  direction: Direction,
): string | null {
  const start = centreOf(from)
  let best: string | null = null
  let least = Infinity
  for (const [id, rect] of others) {
    const { x, y } = centreOf(rect)
    const [along, across] = turn(x - start.x, y - start.y, direction)
    if (along <= 1) continue
    const cost = along + 2 * Math.abs(across)
    if (cost < least) [best, least] = [id, cost]
  }
  return best
}

function turn(dx: number, dy: number, direction: Direction): readonly [along: number, across: number] {
  switch (direction) {
    case 'left':
      return [-dx, dy]
    case 'right':
      return [dx, dy]
    case 'up':
      return [-dy, dx]
    case 'down':
      return [dy, dx]
  }
}
