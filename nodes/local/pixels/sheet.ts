import type { Size } from '#shared/services.ts'
import type { Area } from './crop.ts'

/** A sheet of equal cells with gaps between and around them. */
export interface Sheet {
  readonly size: Size
  /** Row by row, one for each picture. */
  readonly cells: readonly Area[]
}

/** As many columns as make the sheet about square. */
export const squareColumns = (count: number): number => Math.max(1, Math.ceil(Math.sqrt(count)))

export function sheet(count: number, columns: number, cell: Size, gap: number): Sheet {
  const across = Math.min(columns, count)
  const rows = Math.ceil(count / across)
  const cells = Array.from({ length: count }, (_, at) => ({
    x: gap + (at % across) * (cell.width + gap),
    y: gap + Math.floor(at / across) * (cell.height + gap),
    ...cell,
  }))
  const size = { width: gap + across * (cell.width + gap), height: gap + rows * (cell.height + gap) }
  return { size, cells }
}
