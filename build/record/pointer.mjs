/**
 * Where a drawn pointer stands on a picture, in CSS pixels, and whether it is pressed.
 *
 * @typedef {{ x: number, y: number, isDown: boolean }} Pointer
 */

/** The size of the drawn pointer with its ring, in CSS pixels. */
export const POINTER = 36

/**
 * An arrow, with a ring around its tip while it is pressed. The tip is in the middle.
 *
 * @param {boolean} isDown
 * @param {number} scale Pixels of the picture for each CSS pixel.
 */
export function drawPointer(isDown, scale) {
  const ring = isDown
    ? '<circle cx="18" cy="18" r="14" fill="#5b8cff" fill-opacity="0.35" stroke="#fff" stroke-width="1.5"/>'
    : ''
  const side = Math.round(POINTER * scale)
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 36 36">${ring}` +
      '<path d="M18 18 L18 34 L22 30.5 L24.5 36 L27.5 34.6 L25 29.4 L30 29 Z" fill="#111" stroke="#fff" stroke-width="1.5"/></svg>',
  )
}

/**
 * Positions on the way from one place to another, slower at both ends; the last is the target.
 *
 * @param {Pointer} from
 * @param {Pointer} to
 * @param {number} steps
 * @returns {Pointer[]}
 */
export function glide(from, to, steps) {
  return Array.from({ length: steps }, (_, at) => {
    const part = (at + 1) / steps
    const eased = part * part * (3 - 2 * part)
    return {
      x: from.x + (to.x - from.x) * eased,
      y: from.y + (to.y - from.y) * eased,
      isDown: from.isDown && to.isDown,
    }
  })
}
