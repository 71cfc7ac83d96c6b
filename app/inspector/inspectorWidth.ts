/** In pixels. */
export const NARROWEST = 280
export const WIDEST = 640
const USUAL = 340

const KEPT = 'patchbay.inspector.width'

export const boundWidth = (width: number): number =>
  Math.round(Math.min(WIDEST, Math.max(NARROWEST, Number.isFinite(width) ? width : USUAL)))

export function readWidth(): number {
  const kept = localStorage.getItem(KEPT)
  return kept === null ? USUAL : boundWidth(Number(kept))
}

export function keepWidth(width: number): void {
  localStorage.setItem(KEPT, String(width))
}
