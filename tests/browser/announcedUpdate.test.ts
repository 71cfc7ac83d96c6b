import type { Browser } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDesktopPage, startBuiltDesktop } from './desktop.ts'
import { makeHome, openBrowser, removeHome } from './editor.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test('a newer version that is not installed by itself is told in the editor', async () => {
  const home = await makeHome()
  const desktop = startBuiltDesktop(home)
  await vi.waitFor(async () => expect(await desktop.windows()).toHaveLength(1), { timeout: 30_000 })
  const { page } = await openDesktopPage(browser, desktop)
  await expectPage(page.getByText('Repaint', { exact: true }).first()).toBeVisible()
  // As the main process tells it.
  await page.evaluate("hearMain('patchbay-events', { type: 'update.available', version: '9.8.7' })")
  await expectPage(
    page.getByText(/^Patchbay 9\.8\.7 is available\. This copy does not replace itself/),
  ).toBeVisible()
  await page.context().close()
  await desktop.kill()
  await removeHome(home)
})
