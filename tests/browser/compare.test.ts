import type { Browser } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Workflow } from '#shared/document/workflow.ts'
import { turbo } from '../cli/workflows.ts'
import type { Desk } from './desk.ts'
import { makeEdge, makeNode, withDesk } from './desk.ts'
import { openBrowser } from './editor.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const workflow: Partial<Workflow> = {
  name: 'Desk',
  nodes: [
    {
      ...makeNode('make', '', -340, 0, { values: { prompt: 'a lamp', seed: 1, image_size: 'square' } }),
      type: turbo(),
    },
    makeNode('after', 'blur', -340, 560),
    makeNode('compare', 'compare', 20, 0),
  ],
  edges: [
    makeEdge('make.image > after.image'),
    makeEdge('make.image > compare.first'),
    makeEdge('after.image > compare.second'),
  ],
}

const frame = (desk: Desk) => desk.card('compare').locator('[data-compare]')
const line = (desk: Desk) =>
  desk.card('compare').getByRole('slider', { name: 'Line between the two pictures' })

async function runToEnd(desk: Desk): Promise<void> {
  await desk.page.keyboard.press('Control+Enter')
  await expectPage(line(desk)).toBeVisible({ timeout: 30_000 })
}

describe('a node that compares', () => {
  test('has a line over both pictures, that moves with the pointer and the keys, and leaves the card where it is', async () => {
    await withDesk(browser, workflow, async (desk) => {
      await runToEnd(desk)
      const before = await desk.places()
      const box = await frame(desk).boundingBox()
      if (box === null) throw new Error('the pictures are not there')
      // As high as its first picture is, at the width of the card.
      expect([Math.round(box.width), Math.round(box.height)]).toEqual([280, 280])
      await desk.drag(line(desk), { x: box.x + box.width * 0.25, y: box.y + box.height / 2 })
      await expectPage(line(desk)).toHaveAttribute('aria-valuenow', '25')
      expect(await desk.places()).toEqual(before)
      await line(desk).focus()
      await desk.page.keyboard.press('ArrowRight')
      await expectPage(line(desk)).toHaveAttribute('aria-valuenow', '27')
      await desk.page.keyboard.press('End')
      await expectPage(line(desk)).toHaveAttribute('aria-valuenow', '100')
      const { violations } = await new AxeBuilder({ page: desk.page }).include('[data-compare]').analyze()
      expect(violations.map(({ id }) => id)).toEqual([])
    })
  })

  test('shows them side by side, or where they differ, by its menu and with the keys alone', async () => {
    await withDesk(browser, workflow, async (desk) => {
      const { page } = desk
      await runToEnd(desk)
      const menu = desk.card('compare').getByRole('button', { name: /^Compare: / })
      await menu.click()
      await page.getByRole('menuitemradio', { name: 'Side by side' }).click()
      await expectPage(frame(desk).getByRole('img')).toHaveCount(2)
      await expectPage(line(desk)).toHaveCount(0)
      await menu.focus()
      await page.keyboard.press('Enter')
      await expectPage(page.getByRole('menuitemradio', { name: 'Slider' })).toBeFocused()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await expectPage(frame(desk).getByRole('img', { name: 'Where they differ' })).toBeVisible()
    })
  })

  test('opens both pictures in the viewer by a double-click', async () => {
    await withDesk(browser, workflow, async (desk) => {
      const { page } = desk
      await runToEnd(desk)
      await frame(desk).dblclick({ position: { x: 40, y: 60 } })
      const viewer = page.getByRole('dialog')
      await expectPage(viewer.getByRole('slider', { name: 'Line between the two pictures' })).toBeVisible()
      await expectPage(viewer.getByRole('img', { name: 'The picture to compare with' })).toBeVisible()
      await page.keyboard.press('Escape')
      await expectPage(viewer).toHaveCount(0)
    })
  })
})
