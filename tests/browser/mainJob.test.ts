import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EditorHost } from './editor.ts'
import { makeHome, openBrowser, openEditor, readDrafts, removeHome, startEditorHost } from './editor.ts'

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

describe('the editor', () => {
  test('shows the main example at the first start, and Run makes its pictures', async () => {
    const { page, complaints } = await openEditor(browser, host.url)
    await expectPage(page.getByText('Repaint', { exact: true }).first()).toBeVisible()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    // The picture of each of the four nodes that make one.
    await expectPage(page.locator('.react-flow__node img')).toHaveCount(4, { timeout: 30_000 })
    // As text: the tests know no types of a page.
    const loaded = (): Promise<unknown> =>
      page.evaluate(
        `[...document.querySelectorAll('.react-flow__node img')].every((one) => one.naturalWidth > 0)`,
      )
    await expectPage.poll(loaded).toBe(true)
    await expectPage(page).toHaveTitle('Generate, then inpaint – Patchbay')
    expect(complaints).toEqual([])
    await page.close()
  })

  test('a run goes on when the page is closed, and stands in the history when it comes back', async () => {
    const first = await openEditor(browser, host.url)
    await expectPage(first.page.getByText('Repaint', { exact: true }).first()).toBeVisible()
    await first.page.keyboard.press('Control+Enter')
    await expectPage(first.page.getByRole('status').first()).toContainText('Running')
    await first.page.close()
    const second = await openEditor(browser, host.url)
    await second.page.keyboard.press('q')
    await expectPage(second.page.getByText(/^Done · .*just now$/)).toBeVisible({ timeout: 30_000 })
    await second.page.close()
  })

  test('what was typed survives a kill of the host, and an undo takes it back', async () => {
    const first = await openEditor(browser, host.url)
    const prompt = first.page.getByRole('textbox', { name: 'Prompt' }).first()
    const before = await prompt.inputValue()
    await prompt.fill('A tram in the rain')
    await prompt.blur()
    await expectPage.poll(() => readDrafts(host.home)).toContain('A tram in the rain')
    await host.kill()
    await first.page.close()
    host = await startEditorHost(host.home)
    const second = await openEditor(browser, host.url)
    const again = second.page.getByRole('textbox', { name: 'Prompt' }).first()
    await expectPage(again).toHaveValue('A tram in the rain')
    await again.fill('A bus in the rain')
    await again.blur()
    await second.page.locator('.react-flow__pane').click({ position: { x: 600, y: 40 } })
    await second.page.keyboard.press('Control+z')
    await expectPage(again).toHaveValue('A tram in the rain')
    expect(before).not.toBe('A tram in the rain')
    await second.page.close()
  })

  test('saves under a name that the list of workflows then has', async () => {
    const { page } = await openEditor(browser, host.url)
    await expectPage(page.getByText('Repaint', { exact: true }).first()).toBeVisible()
    await page.keyboard.press('Control+s')
    await expectPage(page.getByText('is saved')).toBeVisible()
    await page.keyboard.press('w')
    await expectPage(
      page.getByRole('complementary', { name: 'Workflows' }).getByText(/saved just now/),
    ).toBeVisible()
    await page.close()
  })

  test.each(['dark', 'light'] as const)('has no serious fault of access in the %s theme', async (theme) => {
    const { page } = await openEditor(browser, host.url, theme)
    await expectPage(page.getByText('Repaint', { exact: true }).first()).toBeVisible()
    for (const panel of [null, 'n', 'w', 'q', 'a', 'Control+,', '?']) {
      if (panel !== null) await page.keyboard.press(panel)
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      const told = serious.map(
        ({ id, nodes }) => `${panel ?? 'canvas'}: ${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`,
      )
      expect(told).toEqual([])
      await page.keyboard.press('Escape')
    }
    await page.close()
  })
})
