import { expect } from '@playwright/test'

/**
 * Something that a picture must show for its title to be true.
 *
 * @typedef {import('@playwright/test').Page} Page
 *
 * @typedef {object} Sign
 * @property {Parameters<Page['getByRole']>[0]} role
 * @property {string | RegExp} [name] Its accessible name. A text is compared as a whole.
 * @property {string | RegExp} [text] It contains this.
 * @property {string} [card] It is on the card of this node.
 * @property {number} [count] How many of them are to be seen, at least. Default: 1.
 */

/**
 * @param {Page} page
 * @param {Sign} sign
 */
export function locate(page, { role, name, text, card }) {
  const scope = card === undefined ? page : page.locator(`[data-card="${card}"]`)
  const found = scope.getByRole(role, name === undefined ? {} : { name, exact: true })
  return text === undefined ? found : found.filter({ hasText: text })
}

/**
 * What the window does not show yet, in words.
 *
 * @param {Page} page
 * @param {readonly Sign[]} signs
 */
export async function findMissing(page, signs) {
  const view = page.viewportSize() ?? { width: 0, height: 0 }
  const counts = await Promise.all(signs.map((sign) => locate(page, sign).evaluateAll(countInside, view)))
  const missing = signs.filter((sign, at) => (counts[at] ?? 0) < (sign.count ?? 1)).map(describeSign)
  return (await page.evaluate(DRAWN)) === true ? missing : [...missing, 'pictures that are drawn']
}

/**
 * Resolves when the window shows all signs and every picture in it is drawn. Nothing here waits for a time.
 *
 * @param {Page} page
 * @param {readonly Sign[]} signs
 * @param {number} timeout After which something counts as missing, in milliseconds.
 */
export async function waitForSigns(page, signs, timeout) {
  await expect
    .poll(() => findMissing(page, signs), { timeout, message: 'The window does not show all of it.' })
    .toEqual([])
  await page.evaluate(PAINTED)
}

/** @param {Sign} sign */
const describeSign = ({ count = 1, role, name, text, card }) =>
  [
    count === 1 ? role : `${count} × ${role}`,
    name === undefined ? '' : ` named ${String(name)}`,
    text === undefined ? '' : ` with ${String(text)}`,
    card === undefined ? '' : ` on the card ${card}`,
  ].join('')

/**
 * How many elements are in the window by half at least, or fill half of it: what only looks in at an edge shows
 * nothing. It runs in the page.
 *
 * @param {readonly { getBoundingClientRect(): Record<'top' | 'left' | 'bottom' | 'right', number> }[]} elements
 * @param {{ width: number, height: number }} view
 */
function countInside(elements, view) {
  return elements.filter((one) => {
    const { top, left, bottom, right } = one.getBoundingClientRect()
    const across = Math.max(0, Math.min(right, view.width) - Math.max(left, 0))
    const down = Math.max(0, Math.min(bottom, view.height) - Math.max(top, 0))
    const area = Math.min((right - left) * (bottom - top), view.width * view.height)
    return across * down > 0 && across * down >= area / 2
  }).length
}

/** Whether every picture that is in the window has been read and decoded. */
const DRAWN = `[...document.images].every((one) => {
  const { top, left, bottom, right, width } = one.getBoundingClientRect()
  const isInside = width > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
  return !isInside || (one.complete && one.naturalWidth > 0)
})`

/** Resolves when the fonts are there and the browser has painted what was decided until now. */
const PAINTED = `document.fonts.ready.then(() => new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)))))`
