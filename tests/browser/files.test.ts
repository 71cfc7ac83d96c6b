import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { describe } from 'vitest'
import { readDrafts, reload } from './editor.ts'
import { expect, test } from './fixtures.ts'
import { dropFiles, fileOf } from './dropFiles.ts'
import {
  NAME,
  isSavedAs,
  savedFiles,
  openExample,
  openSaved,
  panel,
  prompt,
  readSaved,
  tabs,
  textOn,
  type,
  workflowMenu,
} from './library.ts'

/** How large the canvas is drawn, with two places. */
async function zoomOf(page: Page): Promise<string> {
  const style = await page.locator('.react-flow__viewport').getAttribute('style')
  return /scale\(([\d.]{4})/.exec(style ?? '')?.[1] ?? ''
}

describe('saving', () => {
  test('under another name asks for it, and refuses an empty or taken one', async ({ editor }) => {
    const page = await openSaved(editor)
    await page.keyboard.press('Control+Shift+s')
    const dialog = page.getByRole('dialog', { name: 'Save as' })
    const name = dialog.getByRole('textbox', { name: 'Name' })
    await expect(name).toHaveValue(`${NAME} copy`)
    await name.fill(' ')
    await name.press('Enter')
    await expect(dialog.getByText('A workflow needs a name.')).toBeVisible()
    await name.fill(NAME.toUpperCase())
    await expect(dialog.getByText(/A workflow called .* already exists/)).toBeVisible()
    await name.press('Enter')
    await expect(dialog).toBeVisible()
    await name.fill('Harbour')
    await name.press('Enter')
    await isSavedAs(page, 'Harbour')
    await expect(tabs(page).getByRole('button', { name: 'Harbour', exact: true })).toBeVisible()
    expect(await savedFiles(editor)).toEqual([`${NAME}.patchbay.json`, 'Harbour.patchbay.json'])
    expect(await readSaved(editor, 'Harbour')).toContain('"name": "Harbour"')
  })

  test('over another one keeps what was replaced', async ({ editor }) => {
    const page = await openSaved(editor)
    await page.keyboard.press('Control+Shift+s')
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Harbour')
    await page.keyboard.press('Enter')
    await isSavedAs(page, 'Harbour')
    await type(page, 'A tram')
    await page.keyboard.press('Control+Shift+s')
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(NAME)
    await page.getByRole('button', { name: 'Replace' }).click()
    await expect.poll(() => readSaved(editor, NAME)).toContain('A tram')
    const removed = await readdir(join(editor.home, 'workflows/removed'))
    expect(removed).toEqual([expect.stringMatching(/ replaced Generate, then inpaint\.patchbay\.json$/)])
  })

  test('a canvas without a name asks for one', async ({ editor }) => {
    const page = await openExample(editor)
    await page.keyboard.press('Alt+n')
    await page.keyboard.press('Control+s')
    const name = page.getByRole('dialog', { name: 'Save workflow' }).getByRole('textbox', { name: 'Name' })
    await expect(name).toHaveValue('Untitled')
    await name.fill('Forest')
    await name.press('Enter')
    await expect.poll(() => savedFiles(editor)).toEqual(['Forest.patchbay.json'])
  })
})

describe('a workflow as a whole', () => {
  test('has its name and its state in its menu, which saves, renames, duplicates and reverts it', async ({
    editor,
  }) => {
    const page = await openSaved(editor)
    await expect(workflowMenu(page)).toHaveAccessibleName(`${NAME} Saved Workflow menu`)
    await type(page, 'A tram in the rain')
    await expect(workflowMenu(page)).toHaveAccessibleName(`${NAME} Draft saved Workflow menu`)
    await workflowMenu(page).click()
    await expect(page.getByRole('menuitem', { name: 'Save Ctrl+S' })).toBeVisible()
    await page.getByRole('menuitem', { name: 'Revert to saved' }).click()
    await expect(workflowMenu(page)).toHaveAccessibleName(`${NAME} Saved Workflow menu`)
    await workflowMenu(page).click()
    await page.getByRole('menuitem', { name: 'Rename…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Rename workflow' })
    await dialog.getByRole('textbox').fill('Tram: line 1')
    await expect(dialog.getByText('It will be called Tram- line 1.')).toBeVisible()
    await dialog.getByRole('textbox').press('Enter')
    await expect(workflowMenu(page)).toHaveAccessibleName('Tram- line 1 Saved Workflow menu')
    await workflowMenu(page).click()
    await page.getByRole('menuitem', { name: 'Duplicate' }).click()
    await expect(workflowMenu(page)).toHaveAccessibleName('Tram- line 1 copy Draft saved Workflow menu')
  })

  test('has a menu at its tab, and a double-click there renames it', async ({ editor }) => {
    const page = await openSaved(editor)
    for (let more = 0; more < 3; more++) await page.keyboard.press('Alt+n')
    const tab = (name: string) => tabs(page).getByRole('button', { name, exact: true })
    await tab('Untitled 2').dblclick()
    const name = page.getByRole('dialog', { name: 'Rename workflow' }).getByRole('textbox')
    await name.fill('Forest')
    await name.press('Enter')
    await tabs(page)
      .getByRole('button', { name: /^Forest/ })
      .click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Close to the right' }).click()
    await expect(tab('Untitled 3')).toHaveCount(0)
    await tab(NAME).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Show in Workflows' }).click()
    await expect(panel(page).getByRole('button', { name: `${NAME} open` })).toBeFocused()
  })
})

describe('the panel of workflows', () => {
  test('renames in place, duplicates, removes and restores', async ({ editor }) => {
    const page = await openSaved(editor)
    await page.keyboard.press('w')
    await panel(page)
      .getByRole('button', { name: `${NAME} open` })
      .press('F2')
    const field = panel(page).getByRole('textbox', { name: `New name of ${NAME}` })
    await field.fill('a/b')
    await expect(panel(page).getByText('It will be called a-b.')).toBeVisible()
    await field.fill('Harbour')
    await field.press('Enter')
    await expect(tabs(page).getByRole('button', { name: 'Harbour', exact: true })).toBeVisible()
    expect(await readSaved(editor, 'Harbour')).toContain('"name": "Harbour"')
    await panel(page).getByRole('button', { name: 'Duplicate Harbour' }).click()
    await expect(panel(page).getByText('Harbour copy')).toBeVisible()
    await panel(page).getByRole('button', { name: 'Remove Harbour', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect(textOn(page, 'Removed Harbour.')).toBeVisible()
    expect(await savedFiles(editor)).toEqual(['Harbour copy.patchbay.json'])
    // Also once its message is gone.
    await panel(page).getByRole('button', { name: 'Removed (1)' }).click()
    await panel(page).getByRole('button', { name: 'Harbour removed just now' }).click()
    await expect(tabs(page).getByRole('button', { name: 'Harbour (not saved)', exact: true })).toBeVisible()
    await panel(page).getByRole('button', { name: 'Restore Harbour' }).click()
    await expect
      .poll(() => savedFiles(editor))
      .toEqual(['Harbour copy.patchbay.json', 'Harbour.patchbay.json'])
    await panel(page).getByRole('searchbox').fill('copy')
    await expect(panel(page).getByRole('listitem')).toHaveCount(1)
  })

  test('restores what a workflow was at a save, as an edit that can be undone, and names it', async ({
    editor,
  }) => {
    const page = await openSaved(editor)
    const before = await prompt(page).inputValue()
    await type(page, 'A harbour by night')
    await page.keyboard.press('Control+s')
    await expect.poll(() => readSaved(editor, NAME)).toContain('A harbour by night')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Versions of this workflow')
    await page.keyboard.press('Enter')
    const list = page.getByRole('dialog', { name: `Versions of ${NAME}` })
    await expect(list.getByRole('listitem')).toHaveCount(2)
    await list
      .getByRole('listitem')
      .last()
      .getByRole('button', { name: /^Name / })
      .click()
    await page.getByRole('dialog', { name: 'Name this version' }).getByRole('textbox').fill('By day')
    await page.keyboard.press('Enter')
    await list.getByRole('button', { name: 'Restore By day' }).click()
    await expect(prompt(page)).toHaveValue(before)
    await expect(list).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
    await expect(prompt(page)).toHaveValue('A harbour by night')
  })

  test('has a picture of each template, and opens one', async ({ editor }) => {
    const page = await openExample(editor)
    await page.keyboard.press('w')
    const templates = panel(page).getByRole('region', { name: 'Templates' })
    await expect(templates.getByRole('listitem').first()).toBeVisible()
    const bare = templates.getByRole('listitem').filter({ hasNot: page.locator('img') })
    await expect(bare).toHaveCount(0)
    // As text: the tests have no DOM types.
    const isLoaded = (): Promise<unknown> =>
      page.evaluate(`document.querySelector('[aria-label=Templates] img').naturalWidth > 0`)
    await expect.poll(isLoaded).toBe(true)
    await templates.getByRole('button', { name: 'Four variations' }).click()
    await expect(tabs(page).getByRole('button', { name: 'Four variations', exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    )
  })
})

describe('open workflows', () => {
  test('are restored with their drafts, their order and their view when the page is killed', async ({
    editor,
  }) => {
    const page = await openExample(editor)
    await type(page, 'A tram in the rain')
    await page.keyboard.press('Alt+n')
    await tabs(page)
      .getByRole('button', { name: `${NAME} (not saved)`, exact: true })
      .click()
    await page.locator('.react-flow__pane').hover({ position: { x: 600, y: 40 } })
    await page.mouse.wheel(0, 400)
    const savedZoom = async (): Promise<string> =>
      /"zoom":(0\.\d\d)/.exec(await readFile(join(editor.home, 'tabs.json'), 'utf8'))?.[1] ?? ''
    await expect.poll(async () => (await zoomOf(page)) === (await savedZoom())).toBe(true)
    const before = await zoomOf(page)
    const client = await page.context().newCDPSession(page)
    const crashed = page.waitForEvent('crash')
    // It never answers.
    client.send('Page.crash').catch(() => {})
    await crashed
    const again = await editor.open()
    await expect(prompt(again)).toHaveValue('A tram in the rain')
    await expect(tabs(again).getByRole('button', { name: NAME })).toHaveCount(2)
    await expect(tabs(again).getByRole('button', { name: 'Untitled', exact: true })).toBeVisible()
    expect(await zoomOf(again)).toBe(before)
  })

  test('are asked about when they close unsaved; if closed anyway, the draft waits in the panel', async ({
    editor,
  }) => {
    const page = await openExample(editor)
    await type(page, 'A tram in the rain')
    await tabs(page)
      .getByRole('button', { name: `Close ${NAME}` })
      .click()
    const dialog = page.getByRole('dialog', { name: `Save changes to ${NAME}?` })
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await tabs(page)
      .getByRole('button', { name: `${NAME} (not saved)`, exact: true })
      .click({ button: 'middle' })
    await dialog.getByRole('button', { name: 'Close without saving' }).click()
    await expect(tabs(page).getByRole('button', { name: NAME })).toHaveCount(0)
    await reload(page)
    await expect(page.getByText('Inpaint', { exact: true }).first()).toBeVisible()
    await page.keyboard.press('w')
    await panel(page)
      .getByRole('region', { name: 'Never saved' })
      .getByRole('button', { name: NAME, exact: true })
      .click()
    await expect(prompt(page)).toHaveValue('A tram in the rain')
  })

  test('are stepped through by keys, and one of a newer version says why it is read-only', async ({
    editor,
  }) => {
    const newer = '{"format":"patchbay/workflow","version":9,"name":"Later","nodes":[],"edges":[]}'
    await editor.start()
    await writeFile(join(editor.home, 'workflows/Later.patchbay.json'), newer)
    const page = await openExample(editor)
    await page.keyboard.press('w')
    await panel(page).getByRole('button', { name: 'Later saved' }).click()
    await expect(page.getByRole('region', { name: 'Read-only' })).toContainText('newer version of Patchbay')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Shift+s')
    await expect(textOn(page, /cannot be saved as a copy/)).toBeVisible()
    await page.keyboard.press('Alt+PageDown')
    await expect(page).toHaveTitle(`${NAME} – Patchbay`)
    expect(await readSaved(editor, 'Later')).toBe(newer)
  })

  test('that are read-only say so once, and are restored', async ({ editor }) => {
    const newer = '{"format":"patchbay/workflow","version":9,"name":"Later","nodes":[],"edges":[]}'
    const page = await openExample(editor)
    await dropFiles(page, [fileOf('Later.json', newer)], { x: 700, y: 200 })
    await expect(page.getByText(/newer version of Patchbay/)).toHaveCount(1)
    await expect.poll(() => readDrafts(editor)).toContain('Later')
    await reload(page)
    await expect(page.getByRole('region', { name: 'Read-only' })).toContainText('Later')
  })

  test('of which there are many keep the shown one in view, and are all in a menu', async ({ editor }) => {
    const page = await openExample(editor)
    await page.setViewportSize({ width: 1024, height: 700 })
    for (let more = 0; more < 11; more++) await page.keyboard.press('Alt+n')
    const shown = tabs(page).locator('[data-tab]').last()
    await expect(shown.locator('[aria-current=page]')).toHaveCount(1)
    await expect(shown).toBeInViewport({ ratio: 1 })
    for (const name of ['New workflow', 'All open workflows', 'Run'])
      await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 })
    await page.getByRole('button', { name: 'All open workflows' }).click()
    await page.getByRole('menuitemradio', { name: NAME }).click()
    await expect(tabs(page).locator('[data-tab]').first()).toBeInViewport({ ratio: 1 })
    await expect(page).toHaveTitle(`${NAME} – Patchbay`)
  })
})
