import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { DesktopProcess } from '../desktop/desktopProcess.ts'
import { openDesktopPage, startBuiltDesktop } from './desktop.ts'
import { makeHome, openBrowser, removeHome } from './editor.ts'

let browser: Browser
let home: string
let desktop: DesktopProcess

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  home = await makeHome()
  desktop = await start()
})
afterEach(async () => {
  await desktop.kill()
  await removeHome(home)
})

async function start(): Promise<DesktopProcess> {
  const started = startBuiltDesktop(home)
  await vi.waitFor(async () => expect(await started.windows()).toHaveLength(1), { timeout: 30_000 })
  return started
}

const example = 'Generate, then inpaint'

test('the page of the desktop app runs its main example through the preload, under its policy', async () => {
  const { page, complaints } = await openDesktopPage(browser, desktop)
  await expectPage(page.getByText('Repaint', { exact: true }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expectPage(page.locator('.react-flow__node img')).toHaveCount(4, { timeout: 30_000 })
  const loaded = (): Promise<unknown> =>
    page.evaluate(
      `[...document.querySelectorAll('.react-flow__node img')].every((one) => one.naturalWidth > 0)`,
    )
  await expectPage.poll(loaded).toBe(true)
  expect(complaints).toEqual([])
  const [window] = await desktop.windows()
  expect(window?.calls).toContainEqual(['setProgressBar', -1])
  await page.close()
})

test('what is chosen in the menus is done on the page, and in a text field stays there', async () => {
  const { page } = await openDesktopPage(browser, desktop)
  await expectPage(page.getByText('Repaint', { exact: true }).first()).toBeVisible()
  await vi.waitFor(async () => {
    await desktop.choose('Every command, by name')
    await expectPage(page.getByRole('dialog').first()).toBeVisible({ timeout: 500 })
  })
  await page.keyboard.press('Escape')
  const prompt = page.getByRole('textbox', { name: 'Prompt' }).first()
  const before = await prompt.inputValue()
  await prompt.click()
  await page.keyboard.insertText('xyz')
  await expectPage(prompt).toHaveValue(/xyz/)
  await desktop.choose('Undo')
  await expectPage(prompt).toHaveValue(before)
  await page.close()
})

test('a file and a link that others open are shown in tabs of their own, and nothing runs', async () => {
  const { page } = await openDesktopPage(browser, desktop)
  await expectPage(page).toHaveTitle(`${example} – Patchbay`)
  const text = JSON.stringify({ format: 'patchbay/workflow', version: 1, nodes: [], edges: [] })
  const path = join(home, 'Quiet street.patchbay.json')
  await writeFile(path, text)
  await desktop.happen('second-instance', ['patchbay', path], home)
  await expectPage(page).toHaveTitle('• Quiet street – Patchbay')
  const workflow = Buffer.from(text).toString('base64url')
  await desktop.happen('open-url', `patchbay://preview?name=Sent&workflow=${workflow}`)
  await expectPage(page).toHaveTitle('• Sent – Patchbay')
  await page.close()
  expect(await desktop.invoke('patchbay:run.list', {})).toEqual({ output: [] })
})

test('a page that dies loses nothing: the run goes on, and the next page shows it', async () => {
  const first = await openDesktopPage(browser, desktop)
  await expectPage(first.page.getByText('Repaint', { exact: true }).first()).toBeVisible()
  await first.page.keyboard.press('Control+Enter')
  await expectPage(first.page.getByRole('status').first()).toContainText('Running')
  await first.page.close({ runBeforeUnload: false })
  const second = await openDesktopPage(browser, desktop)
  await expectPage(second.page.locator('.react-flow__node img')).toHaveCount(4, { timeout: 30_000 })
  const rows = async (): Promise<string> => JSON.stringify(await desktop.invoke('patchbay:run.list', {}))
  await expectPage.poll(rows).toContain('"state":"done"')
  await second.page.close()
})

test('what was typed survives a kill of the app', async () => {
  const first = await openDesktopPage(browser, desktop)
  const prompt = first.page.getByRole('textbox', { name: 'Prompt' }).first()
  await prompt.fill('A tram in the rain')
  await prompt.blur()
  const drafts = async (): Promise<string> => JSON.stringify(await desktop.invoke('patchbay:draft.list', {}))
  await expectPage.poll(drafts).toContain('A tram in the rain')
  // Which canvas was open is kept apart from what is on it.
  const tabs = async (): Promise<string> => JSON.stringify(await desktop.invoke('patchbay:tabs.list', {}))
  await expectPage.poll(tabs).toContain('"edited":true')
  await desktop.kill()
  await first.page.close()
  desktop = await start()
  const second = await openDesktopPage(browser, desktop)
  const again = second.page.getByRole('textbox', { name: 'Prompt' }).first()
  await expectPage(again).toHaveValue('A tram in the rain')
  await second.page.close()
})
