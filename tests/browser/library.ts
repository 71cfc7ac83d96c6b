import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { connectLocal } from '#main/transports/local/connectLocal.ts'
import type { Editor } from './editor.ts'
import { expect } from './fixtures.ts'

/** The name of the main example, and its file when it is saved. */
export const NAME = 'Generate, then inpaint'

/** The saved workflows of a library, as files. */
export const pathOf = ({ home }: Editor, name: string): string =>
  join(home, 'workflows', `${name}.patchbay.json`)
export const readSaved = (editor: Editor, name: string): Promise<string> =>
  readFile(pathOf(editor, name), 'utf8')
export const savedFiles = async ({ home }: Editor): Promise<readonly string[]> =>
  (await readdir(join(home, 'workflows'))).filter((file) => file.endsWith('.patchbay.json')).toSorted()

/** Where things stand on the page. */
export const prompt = (page: Page): Locator => page.getByRole('textbox', { name: 'Prompt' }).first()
export const tabs = (page: Page): Locator => page.getByRole('navigation', { name: 'Open workflows' })
export const shownTab = (page: Page): Locator => tabs(page).locator('[aria-current=page]')
export const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Workflows' })
export const bar = (page: Page, title: string): Locator => page.getByRole('alert', { name: title })
export const cards = (page: Page): Locator => page.locator('.react-flow__node')
export const textOn = (page: Page, words: string | RegExp): Locator => page.getByText(words).first()

export const workflowMenu = (page: Page): Locator => page.getByRole('button', { name: /Workflow menu$/ })

/** Waits until the shown workflow is saved under this name, with all that is on the canvas. */
export const isSavedAs = (page: Page, name: string): Promise<void> =>
  expect(workflowMenu(page)).toHaveAccessibleName(`${name} Saved Workflow menu`)

/** A page on the main example. */
export async function openExample(editor: Editor): Promise<Page> {
  const page = await editor.open()
  await expect(page.getByText('Inpaint', { exact: true }).first()).toBeVisible()
  return page
}

/** The same, with the example saved under its name. */
export async function openSaved(editor: Editor): Promise<Page> {
  const page = await openExample(editor)
  await page.keyboard.press('Control+s')
  await isSavedAs(page, NAME)
  return page
}

/** Saves a template under a name, and opens it. */
export async function openTemplate(editor: Editor, page: Page, id: string, name: string): Promise<void> {
  const local = await connectLocal(editor.home)
  const { text } = (await local?.client.request('example.open', { id })) ?? { text: '' }
  await local?.client.request('workflow.save', { id: null, name, text, base: null, overwrite: false })
  local?.close()
  await openWorkflow(page, name)
}

/** Opens a saved workflow whose name is not a template's. */
export async function openWorkflow(page: Page, name: string): Promise<void> {
  await page.keyboard.press('w')
  await panel(page).getByText(name, { exact: true }).first().click()
  // What is done next applies to it: until the host has sent it, another tab is shown.
  await expect(shownTab(page)).toHaveText(name)
  await page.keyboard.press('Escape')
}

export async function type(page: Page, words: string): Promise<void> {
  await prompt(page).fill(words)
  await prompt(page).blur()
}

/** Changes the saved file like another program would. */
export async function changeOutside(editor: Editor, words: string): Promise<void> {
  const text = await readSaved(editor, NAME)
  const changed = text.replace(/"prompt": "[^"]*"/, `"prompt": "${words}"`)
  // Atomically: half of it would be another change.
  await writeFile(`${pathOf(editor, NAME)}.part`, changed)
  await rename(`${pathOf(editor, NAME)}.part`, pathOf(editor, NAME))
}
