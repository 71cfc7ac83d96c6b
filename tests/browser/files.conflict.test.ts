import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe } from 'vitest'
import { readDrafts, reload } from './editor.ts'
import { expect, test } from './fixtures.ts'
import {
  NAME,
  bar,
  changeOutside,
  savedFiles,
  openExample,
  openSaved,
  panel,
  pathOf,
  prompt,
  readSaved,
  tabs,
  textOn,
  type,
} from './library.ts'

describe('a file that is changed outside', () => {
  test('is reloaded if nothing was edited, and says so', async ({ editor }) => {
    const page = await openSaved(editor)
    await changeOutside(editor, 'A harbour by night')
    await expect(textOn(page, /changed on disk and has been reloaded/)).toBeVisible()
    await expect(prompt(page)).toHaveValue('A harbour by night')
    await expect(bar(page, 'Changed on disk')).toHaveCount(0)
  })

  test('is neither overwritten nor loaded over edits, until the user decides', async ({ editor }) => {
    const page = await openSaved(editor)
    await type(page, 'mine')
    await changeOutside(editor, 'theirs')
    await expect(bar(page, 'Changed on disk')).toBeVisible()
    await page.keyboard.press('Control+s')
    await expect(page.getByRole('dialog', { name: 'Changed on disk' })).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: 'Load theirs' }).click()
    await expect(prompt(page)).toHaveValue('theirs')
    expect(await readSaved(editor, NAME)).toContain('theirs')
    await page.keyboard.press('Control+z')
    await expect(prompt(page)).toHaveValue('mine')
  })

  test('is overwritten on demand, and can still be found', async ({ editor }) => {
    const page = await openSaved(editor)
    await type(page, 'mine')
    await changeOutside(editor, 'theirs')
    await bar(page, 'Changed on disk').getByRole('button', { name: 'Overwrite with mine' }).click()
    await expect.poll(() => readSaved(editor, NAME)).toContain('mine')
    await expect(bar(page, 'Changed on disk')).toHaveCount(0)
    const [removed = ''] = await readdir(join(editor.home, 'workflows/removed'))
    expect(await readFile(join(editor.home, 'workflows/removed', removed), 'utf8')).toContain('theirs')
  })

  test('stays beside a copy of the edits', async ({ editor }) => {
    const page = await openSaved(editor)
    await type(page, 'mine')
    await changeOutside(editor, 'theirs')
    await bar(page, 'Changed on disk').getByRole('button', { name: 'Save mine as a copy' }).click()
    await page.getByRole('dialog', { name: 'Save as' }).getByRole('button', { name: 'Save' }).click()
    await expect
      .poll(() => savedFiles(editor))
      .toEqual([`${NAME} (mine).patchbay.json`, `${NAME}.patchbay.json`])
    expect([await readSaved(editor, NAME), await readSaved(editor, `${NAME} (mine)`)]).toEqual([
      expect.stringContaining('theirs'),
      expect.stringContaining('mine'),
    ])
  })

  test('while the page was away is recognized by the older draft', async ({ editor }) => {
    const page = await openSaved(editor)
    await type(page, 'mine')
    await expect.poll(() => readDrafts(editor)).toContain('mine')
    await page.close()
    await changeOutside(editor, 'theirs')
    const again = await editor.open()
    await expect(prompt(again)).toHaveValue('mine')
    await expect(bar(again, 'Changed on disk')).toBeVisible()
  })

  test('that is gone is saved again on demand', async ({ editor }) => {
    const page = await openSaved(editor)
    await rm(pathOf(editor, NAME))
    await bar(page, 'File not found').getByRole('button', { name: 'Save it again' }).click()
    await expect.poll(() => savedFiles(editor)).toEqual([`${NAME}.patchbay.json`])
  })
})

describe('two windows on one library', () => {
  test('an edit in one appears on the canvas of the other at once, if nothing was edited there', async ({
    editor,
  }) => {
    const first = await openSaved(editor)
    const second = await openExample(editor)
    await type(first, 'from the first')
    await expect(prompt(second)).toHaveValue('from the first')
    await type(first, 'saved by the first')
    await first.keyboard.press('Control+s')
    await expect(prompt(second)).toHaveValue('saved by the first')
    await expect(second.getByRole('alert')).toHaveCount(0)
  })

  test('the one whose edits the other has changed shows the conflict at once, and neither loses a word', async ({
    editor,
  }) => {
    const first = await openSaved(editor)
    const second = await openExample(editor)
    await type(first, 'from the first')
    await expect(prompt(second)).toHaveValue('from the first')
    await type(second, 'from the second')
    await expect(bar(first, 'Edited in another window')).toBeVisible()
    await expect
      .poll(() => readDrafts(editor))
      .toMatch(/from the first[^]*from the second|from the second[^]*from the first/)
    await bar(first, 'Edited in another window').getByRole('button', { name: 'Load theirs' }).click()
    await expect(prompt(first)).toHaveValue('from the second')
    await first.keyboard.press('Control+z')
    await expect(prompt(first)).toHaveValue('from the first')
    await expect(bar(second, 'Edited in another window')).toBeVisible()
  })

  test('an unresolved conflict is restored as two workflows when the page is reloaded', async ({
    editor,
  }) => {
    const first = await openSaved(editor)
    const second = await openExample(editor)
    await type(first, 'from the first')
    await expect(prompt(second)).toHaveValue('from the first')
    await type(second, 'from the second')
    await expect(bar(first, 'Edited in another window')).toBeVisible()
    await type(first, 'more from the first')
    await reload(first)
    await expect(prompt(first)).toHaveValue('from the second')
    await tabs(first)
      .getByRole('button', { name: `${NAME} (other window) (not saved)`, exact: true })
      .click()
    await expect(prompt(first)).toHaveValue('more from the first')
  })

  test('what one saves stays on its canvas, whatever the other has typed in the meantime', async ({
    editor,
  }) => {
    const first = await openSaved(editor)
    const second = await openExample(editor)
    await type(first, 'from the first')
    await expect(prompt(second)).toHaveValue('from the first')
    await type(second, 'from the second')
    await expect(bar(first, 'Edited in another window')).toBeVisible()
    await second.keyboard.press('Control+s')
    await expect.poll(() => readSaved(editor, NAME)).toContain('from the second')
    await type(first, 'more from the first')
    await expect.poll(() => readDrafts(editor)).toContain('more from the first')
    await expect(bar(first, 'Edited in another window')).toBeVisible()
    await expect(prompt(second)).toHaveValue('from the second')
    await expect(second.getByRole('alert')).toHaveCount(0)
    await type(second, 'the second types on')
    await second.keyboard.press('Control+s')
    await expect.poll(() => readSaved(editor, NAME)).toContain('the second types on')
    await bar(first, 'Edited in another window').getByRole('button', { name: 'Load theirs' }).click()
    await expect(prompt(first)).toHaveValue('the second types on')
    await expect(first.getByRole('alert')).toHaveCount(0)
  })

  test('a new name in one is no edit: what the other types still appears', async ({ editor }) => {
    const first = await openSaved(editor)
    const second = await openExample(editor)
    await type(second, 'from the second')
    await expect(prompt(first)).toHaveValue('from the second')
    await first.keyboard.press('w')
    await panel(first)
      .getByRole('button', { name: new RegExp(`^${NAME} open`) })
      .press('F2')
    const field = panel(first).getByRole('textbox', { name: `New name of ${NAME}` })
    await field.fill('Harbour')
    await field.press('Enter')
    await expect(tabs(second).getByRole('button', { name: /^Harbour/ })).toBeVisible()
    await type(second, 'more from the second')
    await expect(prompt(first)).toHaveValue('more from the second')
    for (const page of [first, second]) await expect(page.getByRole('alert')).toHaveCount(0)
    expect(await readDrafts(editor)).not.toContain('other window')
  })

  test('what one saves is loaded by the other, if nothing was edited there', async ({ editor }) => {
    const first = await openSaved(editor)
    const second = await openExample(editor)
    await type(first, 'saved by the first')
    await first.keyboard.press('Control+s')
    await expect(prompt(second)).toHaveValue('saved by the first')
  })
})
