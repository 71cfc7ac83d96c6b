import fc from 'fast-check'
import type { PaintStep } from '../painting.ts'
import { encodePoints, UNIT } from '../points.ts'

const place = fc.integer({ min: -20_000, max: UNIT + 20_000 })
const percent = fc.integer({ min: 0, max: 100 })
const length = fc.integer({ min: 1, max: UNIT })
const points = fc
  .array(fc.record({ x: place, y: place, pressure: fc.integer({ min: 0, max: 255 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map(encodePoints)
const ink = { erase: fc.boolean(), opacity: percent }
const box = fc.tuple(place, place, place, place)
const only = <T extends PaintStep['tool']>(tool: T) => fc.constant(tool)

/** Every kind of step that a painting can have. */
export const anyStep: fc.Arbitrary<PaintStep> = fc.oneof(
  fc
    .tuple(fc.record({ tool: only('brush'), ...ink, size: length, hardness: percent }), points)
    .map(([brush, encoded]) => ({ ...brush, ...encoded })),
  fc
    .tuple(fc.record({ tool: only('lasso'), ...ink }), points)
    .map(([lasso, { points: text }]) => ({ ...lasso, points: text })),
  fc.record({ tool: fc.constantFrom('rectangle' as const, 'ellipse' as const), ...ink, box }),
  fc.record({ tool: only('fill'), ...ink, at: fc.tuple(place, place) }),
  fc.record({ tool: fc.constantFrom('invert' as const, 'clear' as const) }),
  fc.record({ tool: only('grow'), by: fc.integer({ min: -UNIT / 4, max: UNIT / 4 }) }),
  fc.record({ tool: only('feather'), by: fc.integer({ min: 1, max: UNIT / 4 }) }),
  fc.record({ tool: only('start'), from: fc.constantFrom('alpha' as const, 'mask' as const) }),
)
