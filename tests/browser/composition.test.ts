import type { Page } from '@playwright/test'
import { makeNode } from './editorPage.ts'
import { pictureOf } from './dropFiles.ts'
import { expect, test } from './fixtures.ts'

/**
 * Enter as the focused element receives it while an input method has a candidate. As text: the tests have no DOM types.
 */
const enterCandidate = (page: Page): Promise<unknown> =>
  page.evaluate(`(() => {
    const like = { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true }
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', like))
  })()`)

test('Enter that accepts a candidate of an input method neither renames a card nor adds a node', async ({
  openEditorPage,
}) => {
  const editorPage = await openEditorPage({ nodes: [makeNode('words', 'text', 0, 0)] })
  const { page, read } = editorPage
  const before = await read()
  await editorPage.title('words').dblclick()
  const title = editorPage.card('words').getByRole('textbox', { name: 'Title', exact: true })
  await title.fill('れい')
  await enterCandidate(page)
  await expect(title).toBeFocused()
  expect(await read()).toEqual(before)
  await title.press('Enter')
  await expect.poll(async () => (await read()).nodes[0]?.title).toBe('れい')

  await editorPage.leave()
  await page.keyboard.press('Control+k')
  const search = page.getByRole('dialog').getByRole('combobox')
  await search.fill('mute')
  await enterCandidate(page)
  await expect(search).toBeFocused()
})

test('a pasted picture goes into the selected picture card', async ({ openEditorPage }) => {
  const editorPage = await openEditorPage({ nodes: [makeNode('photo', 'load-image', 0, 0)] })
  const { page, read } = editorPage
  await editorPage.title('photo').click()
  const { base64 } = pictureOf('pasted.png')
  await page.evaluate(`(() => {
      const bytes = Uint8Array.from(atob('${base64}'), (sign) => sign.charCodeAt(0))
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([bytes], 'pasted.png', { type: 'image/png' }))
      document.body.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }))
    })()`)
  await expect
    .poll(async () => (await read()).nodes.map(({ values }) => values !== undefined))
    .toEqual([true])
})
