import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { graph } from '#shared/comfyui/testing/files.ts'
import type { DroppedFile } from './dropFiles.ts'
import { dropFiles, fileOf } from './dropFiles.ts'
import type { EditorHost } from './editor.ts'
import { makeHome, openBrowser, openEditor, removeHome, startEditorHost } from './editor.ts'
import { NAME, cards, openExample, tabs, told } from './library.ts'

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

const pictures = (page: Page) => page.locator('.react-flow__node img')

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expectPage(pictures(page)).toHaveCount(4, { timeout: 30_000 })
  await expectPage(page.getByRole('status').first()).not.toContainText('Running', { timeout: 30_000 })
}

/** The one file with this ending among the saved pictures. */
async function saved(ending: string): Promise<DroppedFile> {
  const folder = join(host.home, 'pictures')
  const name = (await readdir(folder)).find((file) => file.endsWith(ending)) ?? ''
  return { name, type: '', base64: (await readFile(join(folder, name))).toString('base64') }
}

const free = { x: 700, y: 150 }

describe('what others are given', () => {
  test('a saved picture opens its workflow where it is dropped, and with Alt it is a picture', async () => {
    const { page, complaints } = await openExample(browser, host)
    await run(page)
    await dropFiles(page, [await saved('.png')], free)
    await expectPage(told(page, /This is the workflow that .+\.png carries/)).toBeVisible()
    await expectPage(tabs(page).getByRole('button', { name: `${NAME} (not saved)` })).toBeVisible()
    await expectPage(cards(page)).toHaveCount(5)
    await dropFiles(page, [await saved('.png')], { ...free, alt: true })
    await expectPage(cards(page)).toHaveCount(6)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('a packed run opens elsewhere with every picture, and nothing runs for it', async () => {
    const { page } = await openExample(browser, host)
    await run(page)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Pack the last run')
    await page.keyboard.press('Enter')
    await expectPage(told(page, /^Packed into .+\.patchbay\.zip\./)).toBeVisible()
    const packed = await saved('.zip')
    await page.close()

    const other = await startEditorHost(await makeHome())
    try {
      const there = await openEditor(browser, other.url)
      await expectPage(there.page.getByText('Repaint', { exact: true }).first()).toBeVisible()
      await dropFiles(there.page, [packed], free)
      await expectPage(told(there.page, `This is how ${NAME} was run.`)).toBeVisible()
      await expectPage(pictures(there.page)).toHaveCount(4)
      expect(there.complaints).toEqual([])
      await there.page.close()
    } finally {
      await other.kill()
      await removeHome(other.home)
    }
  })
})

test('a canvas of ComfyUI opens with what is known here, and the rest as cards that keep it', async () => {
  const { page, complaints } = await openExample(browser, host)
  await dropFiles(page, [fileOf('theirs.json', JSON.stringify(graph))], free)
  await expectPage(told(page, /From ComfyUI: 6 of 9 nodes have an equal here/)).toBeVisible()
  await expectPage(page.getByTestId('rf__node-4')).toContainText('SomebodysFilter')
  await expectPage(cards(page).filter({ hasText: 'Try 0.6 too' })).toBeVisible()
  expect(complaints).toEqual([])
  await page.close()
})
