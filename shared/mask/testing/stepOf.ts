import type { PaintStep } from '../painting.ts'
import { encodePoints, UNIT } from '../points.ts'

/** How many numbers `stepOf` takes. */
export const STEP_NUMBERS = 32

/** A painting step from numbers from 0, as a property test draws them; of every kind. */
export function stepOf(numbers: readonly number[]): PaintStep {
  let at = 0
  const next = (max: number): number => (numbers[at++] ?? 0) % (max + 1)
  const between = (min: number, max: number): number => min + next(max - min)
  const coordinate = (): number => between(-20_000, UNIT + 20_000)
  const ink = () => ({ erase: next(1) === 1, opacity: next(100) })
  const points = () =>
    encodePoints(
      Array.from({ length: between(1, 8) }, () => ({
        x: coordinate(),
        y: coordinate(),
        pressure: next(255),
      })),
    )
  switch (next(8)) {
    case 0:
      return { tool: 'brush', ...ink(), size: between(1, UNIT), hardness: next(100), ...points() }
    case 1:
      return { tool: 'lasso', ...ink(), points: points().points }
    case 2:
      return { tool: 'rectangle', ...ink(), box: [coordinate(), coordinate(), coordinate(), coordinate()] }
    case 3:
      return { tool: 'ellipse', ...ink(), box: [coordinate(), coordinate(), coordinate(), coordinate()] }
    case 4:
      return { tool: 'fill', ...ink(), at: [coordinate(), coordinate()] }
    case 5:
      return { tool: next(1) === 1 ? 'invert' : 'clear' }
    case 6:
      return { tool: 'grow', by: between(-UNIT / 4, UNIT / 4) }
    case 7:
      return { tool: 'feather', by: between(1, UNIT / 4) }
    default:
      return { tool: 'start', from: next(1) === 1 ? 'alpha' : 'mask' }
  }
}
