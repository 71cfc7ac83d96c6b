import { waitForSigns } from './signs.mjs'

/**
 * Brings the page to the scene, and resolves when it shows what its title promises.
 *
 * @param {import('@playwright/test').Page} page
 * @param {import('./stories.mjs').Engine} engine
 * @param {import('./stories.mjs').Scene} scene
 * @param {number} timeout After which a sign counts as missing, in milliseconds.
 */
export async function showScene(page, engine, { show, signs }, timeout) {
  await show?.(page, engine)
  // Where nothing reacts to the pointer.
  const { width = 0, height = 0 } = page.viewportSize() ?? {}
  await page.mouse.move(width / 2, height - 4)
  await waitForSigns(page, signs, timeout)
}
