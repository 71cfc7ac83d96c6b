import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EditorHost } from './editor.ts'
import { makeHome, openBrowser, openEditor, readDrafts, removeHome, startEditorHost } from './editor.ts'
import {
  NAME,
  bar,
  changeOutside,
  keptFiles,
  openExample,
  openSaved,
  pathOf,
  prompt,
  readKept,
  tabs,
  told,
  type,
} from './library.ts'

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

describe('a file that is changed outside', () => {
  test('is loaded anew where nothing was edited, and says so', async () => {
    const page = await openSaved(browser, host)
    await changeOutside(host, 'A harbour by night')
    await expectPage(told(page, /changed on disk, and is loaded anew/)).toBeVisible()
    await expectPage(prompt(page)).toHaveValue('A harbour by night')
    await expectPage(bar(page, 'Changed on disk')).toHaveCount(0)
    await page.close()
  })

  test('is neither written over nor loaded over what was edited, until the person says which', async () => {
    const page = await openSaved(browser, host)
    await type(page, 'mine')
    await changeOutside(host, 'theirs')
    await expectPage(bar(page, 'Changed on disk')).toBeVisible()
    await page.keyboard.press('Control+s')
    await expectPage(page.getByRole('dialog', { name: 'Changed on disk' })).toBeVisible()
    await page.getByRole('dialog').getByRole('button', { name: 'Load theirs' }).click()
    await expectPage(prompt(page)).toHaveValue('theirs')
    expect(await readKept(host, NAME)).toContain('theirs')
    await page.keyboard.press('Control+z')
    await expectPage(prompt(page)).toHaveValue('mine')
    await page.close()
  })

  test('is written over on demand, and can still be found', async () => {
    const page = await openSaved(browser, host)
    await type(page, 'mine')
    await changeOutside(host, 'theirs')
    await bar(page, 'Changed on disk').getByRole('button', { name: 'Save mine over it' }).click()
    await expectPage.poll(() => readKept(host, NAME)).toContain('mine')
    await expectPage(bar(page, 'Changed on disk')).toHaveCount(0)
    const [aside = ''] = await readdir(join(host.home, 'workflows/removed'))
    expect(await readFile(join(host.home, 'workflows/removed', aside), 'utf8')).toContain('theirs')
    await page.close()
  })

  test('stays beside a copy of what was edited', async () => {
    const page = await openSaved(browser, host)
    await type(page, 'mine')
    await changeOutside(host, 'theirs')
    await bar(page, 'Changed on disk').getByRole('button', { name: 'Save mine as a copy' }).click()
    await page.getByRole('dialog', { name: 'Save as' }).getByRole('button', { name: 'Save' }).click()
    await expectPage
      .poll(() => keptFiles(host))
      .toEqual([`${NAME} (mine).patchbay.json`, `${NAME}.patchbay.json`])
    expect([await readKept(host, NAME), await readKept(host, `${NAME} (mine)`)]).toEqual([
      expect.stringContaining('theirs'),
      expect.stringContaining('mine'),
    ])
    await page.close()
  })

  test('while the page was away is told by the draft that is older', async () => {
    const page = await openSaved(browser, host)
    await type(page, 'mine')
    await expectPage.poll(() => readDrafts(host.home)).toContain('mine')
    await page.close()
    await changeOutside(host, 'theirs')
    const again = await openEditor(browser, host.url)
    await expectPage(prompt(again.page)).toHaveValue('mine')
    await expectPage(bar(again.page, 'Changed on disk')).toBeVisible()
    await again.page.close()
  })

  test('and is gone is saved again on demand', async () => {
    const page = await openSaved(browser, host)
    await rm(pathOf(host, NAME))
    await bar(page, 'Not there any more').getByRole('button', { name: 'Save it again' }).click()
    await expectPage.poll(() => keptFiles(host)).toEqual([`${NAME}.patchbay.json`])
    await page.close()
  })
})

describe('two windows on one library', () => {
  test('an edit in one is on the canvas of the other at once, where nothing was edited', async () => {
    const first = await openSaved(browser, host)
    const { page: second } = await openExample(browser, host)
    await type(first, 'from the first')
    await expectPage(prompt(second)).toHaveValue('from the first')
    await type(first, 'saved by the first')
    await first.keyboard.press('Control+s')
    await expectPage(prompt(second)).toHaveValue('saved by the first')
    await expectPage(second.getByRole('alert')).toHaveCount(0)
    await first.close()
    await second.close()
  })

  test('the one whose edits the other has changed is told at once, and neither loses a word', async () => {
    const first = await openSaved(browser, host)
    const { page: second } = await openExample(browser, host)
    await type(first, 'from the first')
    await expectPage(prompt(second)).toHaveValue('from the first')
    await type(second, 'from the second')
    await expectPage(bar(first, 'Edited in another window')).toBeVisible()
    await expectPage
      .poll(() => readDrafts(host.home))
      .toMatch(/from the first[^]*from the second|from the second[^]*from the first/)
    await bar(first, 'Edited in another window').getByRole('button', { name: 'Load theirs' }).click()
    await expectPage(prompt(first)).toHaveValue('from the second')
    await first.keyboard.press('Control+z')
    await expectPage(prompt(first)).toHaveValue('from the first')
    await expectPage(bar(second, 'Edited in another window')).toBeVisible()
    await first.close()
    await second.close()
  })

  test('a conflict that nobody has settled comes back as two workflows when the page is loaded anew', async () => {
    const first = await openSaved(browser, host)
    const { page: second } = await openExample(browser, host)
    await type(first, 'from the first')
    await expectPage(prompt(second)).toHaveValue('from the first')
    await type(second, 'from the second')
    await expectPage(bar(first, 'Edited in another window')).toBeVisible()
    await type(first, 'more from the first')
    await first.reload()
    await expectPage(prompt(first)).toHaveValue('from the second')
    await tabs(first)
      .getByRole('button', { name: `${NAME} (other window) (not saved)`, exact: true })
      .click()
    await expectPage(prompt(first)).toHaveValue('more from the first')
    await first.close()
    await second.close()
  })

  test('what one saves is loaded by the other, where nothing was edited there', async () => {
    const first = await openSaved(browser, host)
    const { page: second } = await openExample(browser, host)
    await type(first, 'saved by the first')
    await first.keyboard.press('Control+s')
    await expectPage(prompt(second)).toHaveValue('saved by the first')
    await first.close()
    await second.close()
  })
})
