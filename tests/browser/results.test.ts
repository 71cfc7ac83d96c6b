import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Locator, Page } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EditorHost } from './editor.ts'
import { makeHome, openBrowser, openEditor, removeHome, startEditorHost } from './editor.ts'

let browser: Browser
let host: EditorHost

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  host = await startEditorHost(await makeHome())
})
afterEach(async () => {
  await host.kill()
  await removeHome(host.home)
})

const cells = (page: Page): Locator => page.getByRole('gridcell')
const viewer = (page: Page): Locator => page.locator('[data-viewer]')
const zoomOf = async (page: Page): Promise<number> =>
  Number(await viewer(page).locator('[data-zoom]').first().getAttribute('data-zoom'))

/** Runs the main example with the gallery open: its three pictures come as they are made. */
async function runMainExample(page: Page): Promise<void> {
  await expectPage(page.getByText('Repaint', { exact: true }).first()).toBeVisible()
  await page.keyboard.press('a')
  await expectPage(page.getByText('Every picture that your runs make stands here')).toBeVisible()
  await page.getByRole('button', { name: 'Run the workflow' }).click()
  // The mask stands among the pictures only where one asks for all of them.
  await page.getByRole('button', { name: 'All', exact: true }).click()
  await expectPage(cells(page)).toHaveCount(3, { timeout: 30_000 })
}

describe('results', () => {
  test('are pictures, masks or all, as it was chosen last', async () => {
    const { page, complaints } = await openEditor(browser, host.url)
    await runMainExample(page)
    const kind = (name: string): Locator =>
      page.getByRole('group', { name: 'Kind' }).getByRole('button', { name })
    await kind('Masks').click()
    await expectPage(cells(page)).toHaveCount(1)
    await expectPage(cells(page)).toHaveAccessibleName('Mask of Generate, then inpaint')
    await kind('Pictures').click()
    await expectPage(cells(page)).toHaveCount(2)
    await kind('Masks').click()
    await page.reload()
    await expectPage(page.getByText('Repaint', { exact: true }).first()).toBeVisible()
    await page.keyboard.press('a')
    await expectPage(kind('Masks')).toHaveAttribute('aria-pressed', 'true')
    await expectPage(cells(page)).toHaveCount(1)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('come into the gallery as a run makes them, and are found by node, workflow and prompt', async () => {
    const { page, complaints } = await openEditor(browser, host.url)
    await runMainExample(page)
    await expectPage(cells(page).first()).toHaveAccessibleName('Repaint of Generate, then inpaint')
    await page.getByRole('searchbox', { name: 'Search results' }).fill('red lighthouse')
    await expectPage(cells(page)).toHaveCount(1)
    await page.getByRole('searchbox', { name: 'Search results' }).fill('nowhere to be found')
    await page.getByRole('button', { name: 'Show all' }).click()
    await expectPage(cells(page)).toHaveCount(3)
    await page.getByRole('button', { name: 'Close results' }).click()
    await page.keyboard.press('a')
    await page.getByRole('combobox', { name: 'Node' }).selectOption('Generate')
    await expectPage(cells(page)).toHaveCount(1)
    await expectPage(cells(page)).toHaveAccessibleName('Generate of Generate, then inpaint')
    expect(complaints).toEqual([])
    await page.close()
  })

  test('open in the viewer by the keyboard alone: walk, zoom, compare, and back to where the focus was', async () => {
    const { page, complaints } = await openEditor(browser, host.url)
    await runMainExample(page)
    await cells(page).first().focus()
    await page.keyboard.press('Enter')
    await expectPage(viewer(page)).toHaveAccessibleName('Repaint of Generate, then inpaint')
    const fitted = await zoomOf(page)
    await page.keyboard.press('+')
    await expectPage.poll(() => zoomOf(page)).toBeGreaterThan(fitted)
    await page.keyboard.press('1')
    await expectPage.poll(() => zoomOf(page)).toBe(100)
    await page.keyboard.press('0')
    await expectPage.poll(() => zoomOf(page)).toBe(fitted)
    await page.keyboard.press('c')
    const slider = page.getByRole('slider', { name: 'Line between the two pictures' })
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    await expectPage(slider).toHaveAttribute('aria-valuenow', '52')
    await page.keyboard.press('Home')
    await expectPage(slider).toHaveAttribute('aria-valuenow', '0')
    await page.keyboard.press('c')
    await expectPage(slider).toHaveCount(0)
    await page.keyboard.press('ArrowRight')
    await expectPage(viewer(page)).toHaveAccessibleName('Mask of Generate, then inpaint')
    await page.keyboard.press('ArrowLeft')
    await expectPage(viewer(page)).toHaveAccessibleName('Repaint of Generate, then inpaint')
    // Round once: the focus stays inside.
    for (let count = 0; count < 40; count++) await page.keyboard.press('Tab')
    expect(
      await page.evaluate(`document.querySelector('[data-viewer]').contains(document.activeElement)`),
    ).toBe(true)
    await page.keyboard.press('Escape')
    await expectPage(viewer(page)).toHaveCount(0)
    await expectPage(cells(page).first()).toBeFocused()
    expect(complaints).toEqual([])
    await page.close()
  })

  test('tell what they came from, back to the first picture, and give out their file', async () => {
    const { page, complaints } = await openEditor(browser, host.url)
    await runMainExample(page)
    await cells(page).first().click()
    const story = page.getByRole('complementary', { name: 'What it came from' })
    await expectPage(story).toContainText('A red lighthouse on a rock')
    await expectPage(story).toContainText('1024 × 768 pixels')
    const download = page.waitForEvent('download')
    await story.getByRole('button', { name: 'Save as…' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^Generate, then inpaint - Repaint - \d+\.png$/)
    expect((await readFile(await file.path())).subarray(1, 4).toString()).toBe('PNG')
    await story.getByRole('button', { name: 'Open Image' }).click()
    await expectPage(viewer(page)).toHaveAccessibleName('Generate of Generate, then inpaint')
    await page.keyboard.press('Backspace')
    await expectPage(viewer(page)).toHaveAccessibleName('Repaint of Generate, then inpaint')
    await story.getByRole('button', { name: 'Show on canvas' }).click()
    await expectPage(viewer(page)).toHaveCount(0)
    await expectPage(page.locator('.react-flow__node.selected')).toContainText('Repaint')
    expect(complaints).toEqual([])
    await page.close()
  })

  test('go back to the canvas as an input, in one act that an undo takes back', async () => {
    const { page, complaints } = await openEditor(browser, host.url)
    await runMainExample(page)
    const loader = page.locator('.react-flow__node', { hasText: 'Load image' })
    await cells(page).first().click()
    await page.getByRole('button', { name: 'Use as input' }).click()
    await expectPage(viewer(page)).toHaveCount(0)
    await expectPage(loader).toBeVisible()
    await expectPage(page.locator('.react-flow__node.selected')).toContainText('Load image')
    await page.keyboard.press('Control+z')
    await expectPage(loader).toHaveCount(0)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('are dragged onto the canvas, where each becomes a node that loads it', async () => {
    const { page, complaints } = await openEditor(browser, host.url)
    await runMainExample(page)
    const pane = page.locator('.react-flow__pane')
    await cells(page)
      .first()
      .dragTo(pane, { targetPosition: { x: 900, y: 60 } })
    await expectPage(page.locator('.react-flow__node', { hasText: 'Load image' })).toBeVisible()
    expect(complaints).toEqual([])
    await page.close()
  })

  test('two of them are compared side by side at one zoom, the older one at the left', async () => {
    const { page, complaints } = await openEditor(browser, host.url)
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
    await expectPage(left).toContainText('Generate')
    await expectPage(right).toContainText('Repaint')
    // Half of the room each.
    await expectPage.poll(() => zoomOf(page)).toBeLessThan(60)
    await left.hover()
    await page.mouse.wheel(0, -400)
    await expectPage.poll(() => zoomOf(page)).toBeGreaterThan(70)
    expect(await left.getAttribute('data-zoom')).toBe(await right.getAttribute('data-zoom'))
    await page.getByRole('list', { name: 'Results to compare with' }).getByRole('button').nth(1).click()
    await expectPage(left).toContainText('Mask')
    expect(complaints).toEqual([])
    await page.close()
  })

  test.each(['dark', 'light'] as const)('have no serious fault of access in the %s theme', async (theme) => {
    const { page } = await openEditor(browser, host.url, theme)
    await runMainExample(page)
    const faults = async (): Promise<readonly string[]> => {
      const { violations } = await new AxeBuilder({ page }).analyze()
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`)
    }
    await cells(page).first().focus()
    await page.keyboard.press(' ')
    expect(await faults()).toEqual([])
    await page.keyboard.press('Enter')
    await expectPage(viewer(page)).toBeVisible()
    expect(await faults()).toEqual([])
    await page.keyboard.press('c')
    expect(await faults()).toEqual([])
    await page.close()
  })
})
