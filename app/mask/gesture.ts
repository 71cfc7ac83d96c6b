import type { PaintedPicture, PaintStep } from '#shared/mask/painting.ts'
import { toPixels } from '#shared/mask/painting.ts'
import type { Dab } from '#shared/mask/simplify.ts'
import type { BrushSettings } from './brushSettings.ts'
import type { Painter } from './painter.ts'
import type { PenSpot } from './stepOf.ts'
import { stepOf } from './stepOf.ts'
import type { Spot } from './viewpoint.ts'

/** The area that a shape will cover while it is being drawn, in pixels of the picture. */
export type Outline =
  | { readonly kind: 'rectangle' | 'ellipse'; readonly from: Spot; readonly to: Spot }
  | { readonly kind: 'lasso'; readonly spots: readonly Spot[] }

export interface GestureOptions {
  readonly painter: Painter
  readonly picture: PaintedPicture
  readonly settings: () => BrushSettings
  /** The maximum distance between the stored line and the drawn one, in pixels of the picture. */
  readonly tolerance: () => number
  readonly onOutline: (outline: Outline | null) => void
  /** Called with each step that a gesture makes. */
  readonly onStep: (step: PaintStep) => void
}

/** What a pen, a finger or the keyboard does with the current tool, from down to up. */
export interface Gesture {
  isDown(): boolean
  /** `erase` erases with any tool: the other end of a pen. */
  down(spot: PenSpot, erase?: boolean): void
  /** `even` makes a shape a square or circle. */
  move(spots: readonly PenSpot[], even?: boolean): void
  up(): void
  cancel(): void
}

export function createGesture(options: GestureOptions): Gesture {
  const { painter, picture, onOutline } = options
  /** The settings when the stroke began. */
  let used: BrushSettings | null = null
  let trail: PenSpot[] = []
  let end: Spot = { x: 0, y: 0 }

  const dabOf = ({ x, y, pressure }: PenSpot, size: number): Dab => ({ x, y, radius: (size * pressure) / 2 })
  const seen = (spots: readonly PenSpot[], { size }: BrushSettings): readonly Dab[] => {
    const factor = painter.mask.width / picture.width
    const down = painter.mask.height / picture.height
    const width = toPixels(size, painter.mask)
    return spots.map((spot) => dabOf({ ...spot, x: spot.x * factor, y: spot.y * down }, width))
  }

  const outline = (settings: BrushSettings): void => {
    const [from] = trail
    if (settings.tool === 'lasso') onOutline({ kind: 'lasso', spots: trail })
    else if (from !== undefined && (settings.tool === 'rectangle' || settings.tool === 'ellipse'))
      onOutline({ kind: settings.tool, from, to: end })
  }

  function leave(): BrushSettings | null {
    const settings = used
    used = null
    onOutline(null)
    return settings
  }

  return {
    isDown: () => used !== null,
    down(spot, erase = false) {
      const settings = options.settings()
      used = erase ? { ...settings, erase: true } : settings
      trail = [spot]
      end = spot
      if (used.tool !== 'brush') return outline(used)
      painter.begin(used.hardness / 100, { erase: used.erase, opacity: used.opacity })
      painter.extend(seen(trail, used))
    },
    move(spots, even = false) {
      const [from] = trail
      const last = spots.at(-1)
      if (used === null || from === undefined || last === undefined) return
      end = even ? evenly(from, last) : last
      if (used.tool === 'brush' || used.tool === 'lasso') trail.push(...spots)
      if (used.tool === 'brush') painter.extend(seen(spots, used))
      else outline(used)
    },
    up() {
      const settings = leave()
      if (settings === null) return
      const step = stepOf({ picture, settings, trail, end, tolerance: options.tolerance() })
      if (settings.tool === 'brush') painter.finish(step)
      else if (step !== null) painter.do(step)
      if (step !== null) options.onStep(step)
    },
    cancel() {
      if (leave()?.tool === 'brush') painter.finish(null)
    },
  }
}

/** The corner of the largest square in that direction. */
function evenly(from: Spot, to: Spot): Spot {
  const side = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y))
  return { x: from.x + side * (to.x < from.x ? -1 : 1), y: from.y + side * (to.y < from.y ? -1 : 1) }
}
