import { describe } from 'vitest'
import { readDrafts } from './editor.ts'
import { seriousFaults } from './access.ts'
import { expect, test } from './fixtures.ts'
import { NAME, isSavedAs } from './library.ts'

describe('the editor', () => {
  test('shows the main example at the first start, and Run makes its pictures', async ({ editor }) => {
    const page = await editor.open()
    await expect(page.getByText('Inpaint', { exact: true }).first()).toBeVisible()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    // Its mask is painted already, so that each of the four nodes makes its picture.
    for (const name of [/^Text to image/, /^Paint mask/, /^Inpaint/, /^Save image/])
      await expect(page.getByRole('group', { name }).first().locator('img').first()).toBeVisible()
    // As text: the tests have no DOM types.
    const loaded = (): Promise<unknown> =>
      page.evaluate(
        `[...document.querySelectorAll('.react-flow__node img')].every((one) => one.naturalWidth > 0)`,
      )
    await expect.poll(loaded).toBe(true)
    await expect(page).toHaveTitle('Generate, then inpaint – Patchbay')
  })

  test('a run continues when the page is closed, and is in the history when it is opened again', async ({
    editor,
    engine,
  }) => {
    await engine.serve(editor)
    await engine.hold({ state: 'in_progress' })
    const first = await editor.open()
    await first.keyboard.press('Control+Enter')
    await expect(first.getByRole('status').first()).toContainText('Running')
    await first.close()
    await engine.release()
    const second = await editor.open({ still: true })
    await second.keyboard.press('q')
    await expect(second.getByText(/(^| · )Done · .*just now$/)).toBeVisible()
  })

  test('what was typed survives a kill of the host, and an undo takes it back', async ({ editor }) => {
    const first = await editor.open()
    const prompt = first.getByRole('textbox', { name: 'Prompt' }).first()
    const before = await prompt.inputValue()
    await prompt.fill('A tram in the rain')
    await prompt.blur()
    await expect.poll(() => readDrafts(editor)).toContain('A tram in the rain')
    await editor.kill()
    await first.close()
    const second = await editor.open()
    const again = second.getByRole('textbox', { name: 'Prompt' }).first()
    await expect(again).toHaveValue('A tram in the rain')
    await again.fill('A bus in the rain')
    await again.blur()
    await second.locator('.react-flow__pane').click({ position: { x: 600, y: 40 } })
    await second.keyboard.press('Control+z')
    await expect(again).toHaveValue('A tram in the rain')
    expect(before).not.toBe('A tram in the rain')
  })

  test('saves under a name that the list of workflows then has', async ({ editor }) => {
    const page = await editor.open({ still: true })
    await expect(page.getByText('Inpaint', { exact: true }).first()).toBeVisible()
    await page.keyboard.press('Control+s')
    await isSavedAs(page, NAME)
    await page.keyboard.press('w')
    await expect(
      page.getByRole('complementary', { name: 'Workflows' }).getByText(/saved just now/),
    ).toBeVisible()
  })

  test.for(['dark', 'light'] as const)(
    'has no serious accessibility problem in the %s theme',
    async (theme, { editor }) => {
      const page = await editor.open({ theme })
      await expect(page.getByText('Inpaint', { exact: true }).first()).toBeVisible()
      for (const panel of [null, 'n', 'w', 'q', 'a', 'Control+,', '?']) {
        if (panel !== null) {
          await page.keyboard.press(panel)
          await expect(page.getByRole('complementary')).toBeVisible()
        }
        expect(await seriousFaults(page)).toEqual([])
        await page.keyboard.press('Escape')
      }
    },
  )
})
