import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { describe } from 'vitest'
import type { Editor } from './editor.ts'
import { createEditor } from './editor.ts'
import { expect, test } from './fixtures.ts'
import { graph } from '#shared/comfyui/testing/files.ts'
import type { DroppedFile } from './dropFiles.ts'
import { dropFiles, fileOf } from './dropFiles.ts'
import { NAME, cards, openExample, tabs, textOn } from './library.ts'

const pictures = (page: Page) => page.locator('.react-flow__node img')

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(pictures(page)).toHaveCount(4)
  await expect(page.getByRole('status').first()).not.toContainText('Running')
}

/** The one file with this extension among the saved pictures. */
async function saved(editor: Editor, ending: string): Promise<DroppedFile> {
  const folder = join(editor.home, 'pictures')
  const name = (await readdir(folder)).find((file) => file.endsWith(ending)) ?? ''
  return { name, type: '', base64: (await readFile(join(folder, name))).toString('base64') }
}

const free = { x: 700, y: 150 }

describe('sharing', () => {
  test('a saved picture opens its workflow where it is dropped, and with Alt it is used as a picture', async ({
    editor,
  }) => {
    const page = await openExample(editor)
    await run(page)
    await dropFiles(page, [await saved(editor, '.png')], free)
    await expect(textOn(page, /This is the workflow that .+\.png carries/)).toBeVisible()
    await expect(tabs(page).getByRole('button', { name: `${NAME} (not saved)` })).toBeVisible()
    await expect(cards(page)).toHaveCount(4)
    await dropFiles(page, [await saved(editor, '.png')], { ...free, alt: true })
    await expect(cards(page)).toHaveCount(5)
  })

  test('a packed run opens elsewhere with every picture, and nothing runs for it', async ({
    editor,
    contexts,
  }) => {
    const page = await openExample(editor)
    await run(page)
    await page.keyboard.press('Control+k')
    const download = page.waitForEvent('download')
    await page.keyboard.type('Export run')
    await page.keyboard.press('Enter')
    expect((await download).suggestedFilename()).toBe(`${NAME}.patchbay.zip`)
    await expect(textOn(page, `Exported ${NAME}.patchbay.zip.`)).toBeVisible()
    const packed = await saved(editor, '.zip')
    await page.close()

    const elsewhere = await createEditor(contexts)
    try {
      const there = await openExample(elsewhere)
      await dropFiles(there, [packed], free)
      await expect(textOn(there, `Imported run of ${NAME}.`)).toBeVisible()
      await expect(pictures(there)).toHaveCount(4)
      // Nothing in the file is made, or paid for, again.
      await expect(textOn(there, / results in the file are known here now/)).toBeVisible()
      await expect(there.getByText('Up to date')).toBeVisible()
      await there.getByRole('button', { name: 'Run', exact: true }).click()
      await expect(there.locator('.react-flow__node').getByText('Reused')).toHaveCount(3)
      await there.close()
    } finally {
      await elsewhere.close()
    }
  })
})

test('a ComfyUI canvas opens with its known nodes, and the rest as cards that preserve it', async ({
  editor,
}) => {
  const page = await openExample(editor)
  await dropFiles(page, [fileOf('theirs.json', JSON.stringify(graph))], free)
  await expect(textOn(page, /From ComfyUI: 6 of 9 nodes have an equal here/)).toBeVisible()
  await expect(page.getByTestId('rf__node-4')).toContainText('SomebodysFilter')
  await expect(cards(page).filter({ hasText: 'Try 0.6 too' })).toBeVisible()
})
