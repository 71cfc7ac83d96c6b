/** In pixels. */
export const NARROWEST = 280
export const WIDEST = 640
const USUAL = 340

const WIDTH_KEY = 'patchbay.inspector.width'

export const boundWidth = (width: number): number =>
  Math.round(Math.min(WIDEST, Math.max(NARROWEST, Number.isFinite(width) ? width : USUAL)))

export function readWidth(): number {
  const saved = localStorage.getItem(WIDTH_KEY)
  return saved === null ? USUAL : boundWidth(Number(saved))
}

export function saveWidth(width: number): void {
  localStorage.setItem(WIDTH_KEY, String(width))
}
