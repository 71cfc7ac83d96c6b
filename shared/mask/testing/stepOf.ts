import type { PaintStep } from '../painting.ts'
import { encodePoints, UNIT } from '../points.ts'

/** How many numbers `stepOf` takes. */
export const STEP_NUMBERS = 32

/** A step of painting made of numbers from 0: any kind, as numbers from a property test choose. */
export function stepOf(numbers: readonly number[]): PaintStep {
  let at = 0
  const next = (most: number): number => (numbers[at++] ?? 0) % (most + 1)
  const between = (least: number, most: number): number => least + next(most - least)
  const place = (): number => between(-20_000, UNIT + 20_000)
  const ink = () => ({ erase: next(1) === 1, opacity: next(100) })
  const points = () =>
    encodePoints(
      Array.from({ length: between(1, 8) }, () => ({ x: place(), y: place(), pressure: next(255) })),
    )
  switch (next(8)) {
    case 0:
      return { tool: 'brush', ...ink(), size: between(1, UNIT), hardness: next(100), ...points() }
    case 1:
      return { tool: 'lasso', ...ink(), points: points().points }
    case 2:
      return { tool: 'rectangle', ...ink(), box: [place(), place(), place(), place()] }
    case 3:
      return { tool: 'ellipse', ...ink(), box: [place(), place(), place(), place()] }
    case 4:
      return { tool: 'fill', ...ink(), at: [place(), place()] }
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
