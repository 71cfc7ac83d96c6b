import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Locator, Page } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import type { EditorHost } from './editor.ts'
import { openEditor } from './editor.ts'

/** What the main example is called, and its file when it is saved. */
export const NAME = 'Generate, then inpaint'

/** The kept workflows of a library, as files. */
export const pathOf = ({ home }: EditorHost, name: string): string =>
  join(home, 'workflows', `${name}.patchbay.json`)
export const readKept = (host: EditorHost, name: string): Promise<string> =>
  readFile(pathOf(host, name), 'utf8')
export const keptFiles = async ({ home }: EditorHost): Promise<readonly string[]> =>
  (await readdir(join(home, 'workflows'))).filter((file) => file.endsWith('.patchbay.json')).toSorted()

/** Where things stand on the page. */
export const prompt = (page: Page): Locator => page.getByRole('textbox', { name: 'Prompt' }).first()
export const tabs = (page: Page): Locator => page.getByRole('navigation', { name: 'Open workflows' })
export const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Workflows' })
export const bar = (page: Page, title: string): Locator => page.getByRole('alert', { name: title })
export const cards = (page: Page): Locator => page.locator('.react-flow__node')
export const told = (page: Page, words: string | RegExp): Locator => page.getByText(words).first()

/** A page on the main example. */
export async function openExample(
  browser: Browser,
  { url }: EditorHost,
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const opened = await openEditor(browser, url)
  await expectPage(opened.page.getByText('Repaint', { exact: true }).first()).toBeVisible()
  return opened
}

/** The same, with the example saved under its name. */
export async function openSaved(browser: Browser, host: EditorHost): Promise<Page> {
  const { page } = await openExample(browser, host)
  await page.keyboard.press('Control+s')
  await expectPage(told(page, `${NAME} is saved.`)).toBeVisible()
  return page
}

export async function type(page: Page, words: string): Promise<void> {
  await prompt(page).fill(words)
  await prompt(page).blur()
}

/** Changes the kept file as another program would. */
export async function changeOutside(host: EditorHost, words: string): Promise<void> {
  const text = await readKept(host, NAME)
  await writeFile(pathOf(host, NAME), text.replace(/"prompt": "[^"]*"/, `"prompt": "${words}"`))
}
