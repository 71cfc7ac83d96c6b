import { waitForSigns } from '../shoot/signs.mjs'
import { glide } from './pointer.mjs'

/**
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {import('@playwright/test').Locator} Locator
 * @typedef {import('./pointer.mjs').Pointer} Pointer
 *
 * @typedef {object} Frame
 * @property {Buffer} picture A PNG of the page.
 * @property {Pointer} pointer What is drawn on it.
 * @property {number} ms How long it is shown.
 */

/** How long a frame of a movement is shown, in milliseconds. */
const STEP_MS = 40

/**
 * Records a page: what is shown is taken when it is there, and how long each frame is shown is written down, not
 * measured. So a slow machine records the same film.
 *
 * @param {Page} page
 * @param {number} timeout After which something counts as missing, in milliseconds.
 */
export function createFilm(page, timeout) {
  /** @type {Frame[]} */
  const frames = []
  const { width = 0, height = 0 } = page.viewportSize() ?? {}
  /** @type {Pointer} */
  let pointer = { x: width * 0.5, y: height * 0.85, isDown: false }
  /** @type {Buffer | null} */
  let picture = null

  const shoot = async () => (picture = await page.screenshot())

  /**
   * Shows the page as it is, from when it shows all of this.
   *
   * @param {number} ms
   * @param {readonly import('../shoot/signs.mjs').Sign[]} [signs]
   */
  async function hold(ms, signs = []) {
    await waitForSigns(page, signs, timeout)
    frames.push({ picture: await shoot(), pointer, ms })
  }

  /**
   * Moves the pointer there, over the last picture: what the page does under it is seen when it has arrived.
   *
   * @param {Locator | { x: number, y: number }} target
   * @param {number} [steps]
   */
  async function move(target, steps = 10) {
    const { x, y } = await pointOf(target)
    const before = picture ?? (await shoot())
    for (const next of glide(pointer, { x, y, isDown: pointer.isDown }, steps))
      frames.push({ picture: before, pointer: next, ms: STEP_MS })
    pointer = { ...pointer, x, y }
    await page.mouse.move(x, y)
  }

  /** @param {boolean} isDown */
  async function press(isDown) {
    pointer = { ...pointer, isDown }
    await (isDown ? page.mouse.down() : page.mouse.up())
  }

  return {
    frames,
    hold,
    move,
    /** @param {Locator} target */
    async click(target) {
      await move(target)
      await hold(160)
      await press(true)
      frames.push({ picture: picture ?? (await shoot()), pointer, ms: 140 })
      await press(false)
    },
    /**
     * Drags along these places, with a picture of the page at each.
     *
     * @param {readonly { x: number, y: number }[]} places
     */
    async stroke(places) {
      const [first, ...rest] = places
      if (first === undefined) return
      await move(first)
      await press(true)
      for (const place of rest) {
        await page.mouse.move(place.x, place.y, { steps: 3 })
        pointer = { ...pointer, ...place }
        await hold(STEP_MS)
      }
      await press(false)
      await hold(400)
    },
    /**
     * Types into the focused field, with a picture for each few letters.
     *
     * @param {string} text
     */
    async type(text) {
      for (const part of text.match(/.{1,3}/g) ?? []) {
        await page.keyboard.insertText(part)
        await hold(70)
      }
    },
  }

  /** @param {Locator | { x: number, y: number }} target */
  async function pointOf(target) {
    if ('x' in target) return target
    await target.waitFor()
    const box = await target.boundingBox()
    if (box === null) throw new Error(`Not to be seen: ${target.toString()}`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
}
