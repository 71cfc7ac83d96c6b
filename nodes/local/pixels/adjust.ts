import type { Pixels } from '#shared/services.ts'

/** The adjustments. Everything at 0 leaves a picture unchanged. */
export interface Adjustment {
  /** −1 is black, 1 is white. */
  readonly brightness: number
  /** −1 is one grey; 1 doubles the distance from the middle grey. */
  readonly contrast: number
  /** −1 is grey; 1 doubles the distance from grey. */
  readonly saturation: number
  /** In degrees around the colour circle. */
  readonly hue: number
}

type Row = readonly [red: number, green: number, blue: number]

/** The brightness of red, green and blue by ITU-R BT.601, with the same weights as `brightness`. */
const LUMA: Row = [0.299, 0.587, 0.114]

/**
 * Turns hue and saturation, then applies the contrast, then adds the brightness. All three are linear, so that one
 * matrix does them together without rounding in between. Turning the hue keeps the brightness of a colour. Alpha is
 * unchanged.
 */
export function adjust({ width, height, data }: Pixels<4>, adjustment: Adjustment): Pixels<4> {
  const spread = 1 + adjustment.contrast
  const added = 127.5 * (1 - spread) + 255 * adjustment.brightness
  const [[rr, rg, rb], [gr, gg, gb], [br, bg, bb]] = turned(adjustment)
  // A clamped array rounds to the nearest byte and clips values outside.
  const made = new Uint8ClampedArray(data.length)
  for (let at = 0; at < data.length; at += 4) {
    const red = data[at] ?? 0
    const green = data[at + 1] ?? 0
    const blue = data[at + 2] ?? 0
    made[at] = spread * (rr * red + rg * green + rb * blue) + added
    made[at + 1] = spread * (gr * red + gg * green + gb * blue) + added
    made[at + 2] = spread * (br * red + bg * green + bb * blue) + added
    made[at + 3] = data[at + 3] ?? 0
  }
  return { width, height, channels: 4, data: new Uint8Array(made.buffer) }
}

/**
 * Hue and saturation as a matrix: a colour's difference from its own grey is rotated around the grey axis (Rodrigues'
 * formula) and scaled. The change of brightness by the rotation is subtracted again.
 */
function turned({ saturation, hue }: Adjustment): readonly [Row, Row, Row] {
  const angle = (hue * Math.PI) / 180
  const scale = 1 + saturation
  const along = (1 - Math.cos(angle)) / 3
  const across = Math.sin(angle) / Math.sqrt(3)
  const same = Math.cos(angle) + along
  const turn: readonly Row[] = [
    [same, along - across, along + across],
    [along + across, same, along - across],
    [along - across, along + across, same],
  ]
  const lumaOfTurn = [0, 1, 2].map((column) =>
    turn.reduce((sum, row, at) => sum + (LUMA[at] ?? 0) * (row[column] ?? 0), 0),
  )
  const row = (at: number): Row => {
    const cell = (column: 0 | 1 | 2): number =>
      LUMA[column] + scale * ((turn[at]?.[column] ?? 0) - (lumaOfTurn[column] ?? 0))
    return [cell(0), cell(1), cell(2)]
  }
  return [row(0), row(1), row(2)]
}
