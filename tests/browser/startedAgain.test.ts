import type { Browser, Page } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { EditorHost } from './editor.ts'
import { makeHome, openBrowser, openEditor, readDrafts, removeHome, startEditorHost } from './editor.ts'
import { bar, openExample, prompt, type } from './library.ts'

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

const TITLE = 'Patchbay was started again'
const run = (page: Page) => page.getByRole('button', { name: 'Run', exact: true })

/** The same library on the same port, with another token. */
async function startAgain(): Promise<void> {
  await host.kill()
  host = await startEditorHost(host.home, {}, ['--port', new URL(host.url).port])
}

test('while no host is there an open page says so; of one that was started again it says how to go on', async () => {
  const { page } = await openExample(browser, host)
  await type(page, 'A tram in the rain')
  await expectPage.poll(() => readDrafts(host.home)).toContain('A tram in the rain')
  // The page that is loaded anew knows that the host has all of it.
  await page.reload()
  await expectPage(prompt(page)).toHaveValue('A tram in the rain')
  await host.kill()
  await expectPage(page.getByText(/The host does not answer. Trying again/)).toBeVisible()
  await startAgain()
  await expectPage(bar(page, TITLE)).toContainText('comes back there')
  await expectPage(run(page)).toBeDisabled()
  await type(page, 'A tram in the snow')
  await expectPage(bar(page, TITLE)).toContainText('download a copy')
  const download = page.waitForEvent('download')
  await bar(page, TITLE).getByRole('button', { name: 'Download a copy' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.patchbay\.json$/)
  await page.evaluate(`location.href = ${JSON.stringify(host.url)}`)
  await expectPage(bar(page, TITLE)).toHaveCount(0)
  await expectPage(run(page)).toBeEnabled()
  await expectPage(prompt(page)).toHaveValue('A tram in the snow')
  await expectPage.poll(() => readDrafts(host.home)).toContain('A tram in the snow')
  await page.close()
})

test('a page that is loaded without admission shows the message alone, and begins when it is let in', async () => {
  const { page, complaints } = await openEditor(browser, host.url.replace(/token=.*/, 'token=old'), 'light')
  await expectPage(bar(page, TITLE)).toBeVisible()
  await expectPage(run(page)).toHaveCount(0)
  await expectPage(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await page.reload()
  await expectPage(bar(page, TITLE)).toBeVisible()
  // The browser itself notes each refusal.
  expect(complaints.filter((words) => !/status of 40[13]/.test(words))).toEqual([])
  await page.evaluate(`location.href = ${JSON.stringify(host.url)}`)
  await expectPage(page.getByText('Repaint', { exact: true }).first()).toBeVisible()
  await expectPage(run(page)).toBeEnabled()
  await page.close()
})
