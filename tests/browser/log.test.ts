import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { openExample } from './library.ts'

async function choose(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(title)
  await page.keyboard.press('Enter')
}

test('the log is shown, newest first, and the diagnostics are copied, both from the palette', async ({
  editor,
}) => {
  const page = await openExample(editor)
  await choose(page, 'Show log')
  const shown = page.getByRole('dialog', { name: 'Log (newest first)' })
  await expect(shown).toContainText('info library.opened')
  await expect(shown).toContainText('front=command line')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(shown).toHaveCount(0)

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await choose(page, 'Copy diagnostics')
  await expect(page.getByText('Copied the diagnostics.')).toBeVisible()
  const text = await page.evaluate<string>('navigator.clipboard.readText()')
  expect(text).toContain('Mode: practice\nEngine: RunComfy; address: ')
})
