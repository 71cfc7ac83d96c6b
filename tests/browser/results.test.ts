import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { describe } from 'vitest'
import { seriousFaults } from './access.ts'
import { reload } from './editor.ts'
import { expect, test } from './fixtures.ts'

const cells = (page: Page): Locator => page.getByRole('gridcell')
const viewer = (page: Page): Locator => page.locator('[data-viewer]')
const zoomOf = async (page: Page): Promise<number> =>
  Number(await viewer(page).locator('[data-zoom]').first().getAttribute('data-zoom'))

/** Runs the main example with the gallery open: its three pictures appear as they are made. */
async function runMainExample(page: Page): Promise<void> {
  await expect(page.getByText('Inpaint', { exact: true }).first()).toBeVisible()
  await page.keyboard.press('a')
  await expect(page.getByText('Every picture that your runs make appears here')).toBeVisible()
  await page.getByRole('button', { name: 'Run the workflow' }).click()
  await expect(cells(page)).toHaveCount(3)
}

describe('results', () => {
  test('are all, or those of one kind, as last chosen', async ({ editor }) => {
    const page = await editor.open()
    await runMainExample(page)
    const kind = (name: string): Locator =>
      page.getByRole('group', { name: 'Kind' }).getByRole('button', { name })
    await kind('Masks').click()
    await expect(cells(page)).toHaveCount(1)
    await expect(cells(page)).toHaveAccessibleName('Paint mask')
    await kind('Pictures').click()
    await expect(cells(page)).toHaveCount(2)
    await kind('Videos').click()
    await expect(cells(page)).toHaveCount(0)
    await kind('Masks').click()
    await reload(page)
    await expect(page.getByText('Inpaint', { exact: true }).first()).toBeVisible()
    await page.keyboard.press('a')
    await expect(kind('Masks')).toHaveAttribute('aria-pressed', 'true')
    await expect(cells(page)).toHaveCount(1)
  })

  test('appear in the gallery as a run makes them, and are found by node, workflow and prompt', async ({
    editor,
  }) => {
    const page = await editor.open()
    await runMainExample(page)
    await expect(cells(page).first()).toHaveAccessibleName(/^A red lighthouse on a rock.+ Seed \d+$/)
    await page.getByRole('searchbox', { name: 'Search results' }).fill('red lighthouse')
    await expect(cells(page)).toHaveCount(1)
    await page.getByRole('searchbox', { name: 'Search results' }).fill('nowhere to be found')
    await page.getByRole('button', { name: 'Show all' }).click()
    await expect(cells(page)).toHaveCount(3)
    await page.getByRole('button', { name: 'Close results' }).click()
    await page.keyboard.press('a')
    await page.getByRole('combobox', { name: 'Node' }).click()
    await page
      .getByRole('option', { name: /^Text to image/ })
      .first()
      .click()
    await expect(cells(page)).toHaveCount(1)
    await expect(cells(page)).toHaveAccessibleName(/^A fishing harbour/)
  })

  test('open in the viewer by the keyboard alone: navigate, zoom, compare, and back to where the focus was', async ({
    editor,
  }) => {
    const page = await editor.open()
    await runMainExample(page)
    await cells(page).first().focus()
    await page.keyboard.press('Enter')
    await expect(viewer(page)).toHaveAccessibleName('Inpaint of Generate, then inpaint')
    const fitted = await zoomOf(page)
    await page.keyboard.press('+')
    await expect.poll(() => zoomOf(page)).toBeGreaterThan(fitted)
    await page.keyboard.press('1')
    await expect.poll(() => zoomOf(page)).toBe(100)
    await page.keyboard.press('0')
    await expect.poll(() => zoomOf(page)).toBe(fitted)
    await page.keyboard.press('c')
    const slider = page.getByRole('slider', { name: 'Line between the two pictures' })
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    await expect(slider).toHaveAttribute('aria-valuenow', '52')
    await page.keyboard.press('Home')
    await expect(slider).toHaveAttribute('aria-valuenow', '0')
    await page.keyboard.press('c')
    await expect(slider).toHaveCount(0)
    await page.keyboard.press('ArrowRight')
    await expect(viewer(page)).toHaveAccessibleName('Paint mask of Generate, then inpaint')
    await page.keyboard.press('ArrowLeft')
    await expect(viewer(page)).toHaveAccessibleName('Inpaint of Generate, then inpaint')
    // Once around: the focus stays inside. From the last one it goes to the first a frame later.
    const isInside = (): Promise<unknown> =>
      page.evaluate(`document.querySelector('[data-viewer]').contains(document.activeElement)`)
    for (let count = 0; count < 40; count++) {
      await page.keyboard.press('Tab')
      await expect.poll(isInside).toBe(true)
    }
    await page.keyboard.press('Escape')
    await expect(viewer(page)).toHaveCount(0)
    await expect(cells(page).first()).toBeFocused()
  })

  test('show their provenance, back to the first picture, and can be saved as files', async ({ editor }) => {
    const page = await editor.open()
    await runMainExample(page)
    await cells(page).first().click()
    const story = page.getByRole('complementary', { name: 'What it came from' })
    await expect(story).toContainText('A red lighthouse on a rock')
    await expect(story).toContainText('1024 × 768 pixels')
    const download = page.waitForEvent('download')
    await story.getByRole('button', { name: 'Save as…' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^Generate, then inpaint - Inpaint - \d+\.png$/)
    expect((await readFile(await file.path())).subarray(1, 4).toString()).toBe('PNG')
    await story.getByRole('button', { name: 'Open Image' }).click()
    await expect(viewer(page)).toHaveAccessibleName('Text to image of Generate, then inpaint')
    await page.keyboard.press('Backspace')
    await expect(viewer(page)).toHaveAccessibleName('Inpaint of Generate, then inpaint')
    await story.getByRole('button', { name: 'Show on canvas' }).click()
    await expect(viewer(page)).toHaveCount(0)
    await expect(page.locator('.react-flow__node.selected')).toContainText('Inpaint')
  })

  test('fill the window, are starred, tagged and deleted from their menu, and come back with Undo', async ({
    editor,
  }) => {
    const page = await editor.open()
    await runMainExample(page)
    await page.getByRole('button', { name: 'Fill the window' }).click()
    const width = async (): Promise<number> => (await page.getByRole('grid').boundingBox())?.width ?? 0
    await expect.poll(width).toBeGreaterThan(1000)
    const choose = async (name: string): Promise<void> => {
      await cells(page).first().click({ button: 'right' })
      await page.getByRole('menuitem', { name, exact: true }).click()
    }
    await choose('Star')
    await choose('Tags…')
    await page.getByRole('dialog').getByRole('textbox', { name: 'Tags' }).fill('cover, final')
    await page.getByRole('dialog').getByRole('button', { name: 'Save tags' }).click()
    await expect(cells(page).first()).toHaveAccessibleName(/cover · final Starred$/)
    await page.getByRole('button', { name: 'Starred' }).click()
    await expect(cells(page)).toHaveCount(1)
    await cells(page).first().focus()
    await page.keyboard.press('Delete')
    await expect(cells(page)).toHaveCount(0)
    await page.getByText('Undo', { exact: true }).click()
    await expect(cells(page)).toHaveCount(1)
    await reload(page)
    await expect(page.getByText('Inpaint', { exact: true }).first()).toBeVisible()
    await page.keyboard.press('a')
    await page.getByRole('combobox', { name: 'Tag' }).click()
    await page.getByRole('option', { name: 'final' }).click()
    await expect(cells(page)).toHaveCount(1)
    await expect.poll(width).toBeGreaterThan(1000)
  })

  test('return to the canvas as an input, in one undo step', async ({ editor }) => {
    const page = await editor.open()
    await runMainExample(page)
    const loader = page.locator('.react-flow__node', { hasText: 'Load image' })
    await cells(page).first().click()
    await page.getByRole('button', { name: 'Use as input' }).click()
    await expect(viewer(page)).toHaveCount(0)
    await expect(loader).toBeVisible()
    await expect(page.locator('.react-flow__node.selected')).toContainText('Load image')
    await page.keyboard.press('Control+z')
    await expect(loader).toHaveCount(0)
  })

  test('are dragged onto the canvas, where each becomes a node that loads it', async ({ editor }) => {
    const page = await editor.open()
    await runMainExample(page)
    const pane = page.locator('.react-flow__pane')
    await cells(page)
      .first()
      .dragTo(pane, { targetPosition: { x: 900, y: 60 } })
    await expect(page.locator('.react-flow__node', { hasText: 'Load image' })).toBeVisible()
  })

  test('two of them are compared side by side at one zoom, the older one at the left', async ({ editor }) => {
    const page = await editor.open()
    await runMainExample(page)
    await cells(page).first().focus()
    await page.keyboard.press(' ')
    await page.keyboard.press('End')
    await page.keyboard.press(' ')
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    await page.getByRole('button', { name: 'Side by side' }).click()
    const [left, right] = [
      viewer(page).getByRole('group', { name: 'Left picture' }),
      viewer(page).getByRole('group', { name: 'Right picture' }),
    ]
    await expect(left).toContainText('Text to image')
    await expect(right).toContainText('Inpaint')
    // Half of the room each.
    await expect.poll(() => zoomOf(page)).toBeLessThan(60)
    await left.hover()
    await page.mouse.wheel(0, -400)
    await expect.poll(() => zoomOf(page)).toBeGreaterThan(70)
    expect(await left.getAttribute('data-zoom')).toBe(await right.getAttribute('data-zoom'))
    await page.getByRole('list', { name: 'Results to compare with' }).getByRole('button').nth(1).click()
    await expect(left).toContainText('Paint mask')
  })

  test.for(['dark', 'light'] as const)(
    'have no serious accessibility problem in the %s theme',
    async (theme, { editor }) => {
      const page = await editor.open({ theme })
      await runMainExample(page)
      await cells(page).first().focus()
      await page.keyboard.press(' ')
      expect(await seriousFaults(page)).toEqual([])
      await page.keyboard.press('Enter')
      await expect(viewer(page)).toBeVisible()
      expect(await seriousFaults(page)).toEqual([])
      await page.keyboard.press('c')
      expect(await seriousFaults(page)).toEqual([])
    },
  )
})
