import type { Browser } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { dropFiles, fileOf, pictureOf } from './dropFiles.ts'
import type { EditorHost } from './editor.ts'
import { makeHome, openBrowser, readDrafts, removeHome, startEditorHost } from './editor.ts'
import { cards, openExample, tabs, told } from './library.ts'

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

describe('a drop on the canvas', () => {
  test('of a workflow opens it in a tab of its own, named after the file and not saved', async () => {
    const { page, complaints } = await openExample(browser, host)
    const text = '{"format":"patchbay/workflow","version":1,"nodes":[],"edges":[]}'
    await dropFiles(page, [fileOf('Forest.patchbay.json', text)], { x: 700, y: 200 })
    await expectPage(
      tabs(page).getByRole('button', { name: 'Forest (not saved)', exact: true }),
    ).toBeVisible()
    expect(complaints).toEqual([])
    await page.close()
  })

  test('of pictures lays them one under the other, as one act', async () => {
    const { page } = await openExample(browser, host)
    const before = await cards(page).count()
    await dropFiles(page, [pictureOf('red.png'), pictureOf('blue.png')], { x: 700, y: 150 })
    await expectPage(cards(page)).toHaveCount(before + 2)
    await expectPage(cards(page).filter({ hasText: 'red.png' })).toHaveCount(1)
    await expectPage.poll(() => readDrafts(host.home)).toContain('local/load-image')
    await page.keyboard.press('Control+z')
    await expectPage(cards(page)).toHaveCount(before)
    await page.close()
  })

  test('of a picture on a card that loads one replaces it', async () => {
    const { page } = await openExample(browser, host)
    await dropFiles(page, [pictureOf('red.png')], { x: 700, y: 150 })
    const card = cards(page).filter({ hasText: 'red.png' })
    await expectPage(card).toHaveCount(1)
    const count = await cards(page).count()
    const box = await card.boundingBox()
    await dropFiles(page, [pictureOf('blue.png', 9)], { x: (box?.x ?? 0) + 60, y: (box?.y ?? 0) + 12 })
    await expectPage(cards(page).filter({ hasText: 'blue.png' })).toHaveCount(1)
    await expectPage(cards(page)).toHaveCount(count)
    await page.close()
  })

  test.each([
    ['no workflow', fileOf('Broken.json', '{"format":'), /^Broken cannot be opened: /],
    [
      'no picture',
      fileOf('notes.txt', 'a few words'),
      /^notes\.txt is a text\. What can be dropped: pictures/,
    ],
    [
      'half a picture',
      { ...pictureOf('half.png'), base64: pictureOf('half.png').base64.slice(0, 60) },
      /half\.png/,
    ],
    ['nothing at all', fileOf('empty.png', ''), 'empty.png is empty.'],
  ])('of %s is refused by name, and changes nothing', async (_, file, words) => {
    const { page, complaints } = await openExample(browser, host)
    const before = await cards(page).count()
    await dropFiles(page, [file], { x: 700, y: 150 })
    await expectPage(told(page, words)).toBeVisible()
    expect([await cards(page).count(), await tabs(page).getByRole('button').count()]).toEqual([before, 3])
    expect(complaints).toEqual([])
    await page.close()
  })

  test('shows beforehand where it will go, and beside the canvas the page stays what it is', async () => {
    const { page } = await openExample(browser, host)
    await dropFiles(page, [pictureOf('red.png')], { x: 700, y: 150 }, 'hover')
    await expectPage(page.getByText('Drop pictures to place them here')).toBeVisible()
    const before = await cards(page).count()
    expect(await dropFiles(page, [pictureOf('red.png')], { x: 700, y: 20 })).toEqual({ prevented: true })
    expect(await cards(page).count()).toBe(before)
    await page.close()
  })
})
