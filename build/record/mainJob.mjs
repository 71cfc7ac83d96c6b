import { SHAPE } from '../shoot/stories.mjs'

/**
 * The main job: run the example, paint another mask, and see the picture repainted and saved.
 *
 * @param {import('@playwright/test').Page} page
 * @param {ReturnType<typeof import('./film.mjs').createFilm>} film
 */
export async function playMainJob(page, { hold, move, click, stroke }) {
  const card = (/** @type {string} */ id) => page.locator(`[data-card="${id}"]`)
  const picture = (/** @type {string} */ id) =>
    /** @type {const} */ ({ role: 'img', name: /^(image|mask), \d+ by \d+/, card: id })

  await hold(700, [{ role: 'button', name: /^Run/ }])
  await click(page.getByRole('button', { name: /^Run/ }).first())
  await hold(500, [{ role: 'button', name: /^Cancel/ }])
  await hold(700, [picture('generate')])
  // The run waits for a mask.
  const paint = card('mask').getByRole('button', { name: /Paint/ }).first()
  await paint.waitFor()
  await hold(500)
  await click(paint)
  await page.locator('[data-mask-stage]').waitFor()
  await hold(500)
  const box = await page.locator('[data-mask-stage]').boundingBox()
  if (box === null) throw new Error('The painter is not open.')
  const places = SHAPE.map(([x, y]) => ({ x: box.x + box.width * x, y: box.y + box.height * y }))
  await stroke(places)
  await click(page.getByRole('button', { name: /Done/ }))
  await page.locator('[data-mask-stage]').waitFor({ state: 'hidden' })
  await hold(400)
  await hold(500, [picture('inpaint')])
  await hold(300, [picture('save')])
  await page.getByRole('button', { name: /^Cancel/ }).waitFor({ state: 'hidden' })
  await move({ x: box.x + box.width * 0.9, y: box.y + box.height }, 8)
  await hold(2000, [picture('save')])
}
