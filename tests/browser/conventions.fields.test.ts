import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import { makeEdge, makeNode } from './editorPage.ts'
import { isSavedAs } from './library.ts'

const workflow = {
  nodes: [
    makeNode('one', 'text', -340, 0, { values: { text: 'A harbour' } }),
    makeNode('other', 'text', 60, 0, { values: { text: 'A boat' } }),
    makeNode('show', 'preview', 60, 300),
  ],
  edges: [makeEdge('one.text > show.value')],
}

describe('in a text field', () => {
  test('undo and redo stay in it, and do nothing once nothing is left', async ({ openEditorPage }) => {
    const { page, card, read } = await openEditorPage(workflow)
    const one = card('one').getByRole('textbox', { name: 'Text' })
    const other = card('other').getByRole('textbox', { name: 'Text' })
    const texts = async () => (await read()).nodes.slice(0, 2).map(({ values }) => values?.['text'])
    await one.click()
    await page.keyboard.press('End')
    await page.keyboard.type(' at dawn')
    await other.click()
    await page.keyboard.press('End')
    await page.keyboard.type('!')
    await expect.poll(texts).toEqual(['A harbour at dawn', 'A boat!'])
    for (let times = 0; times < 4; times++) await page.keyboard.press('Control+z')
    await expect(other).toBeFocused()
    await expect.poll(texts).toEqual(['A harbour at dawn', 'A boat'])
    for (let times = 0; times < 2; times++) await page.keyboard.press('Control+Shift+z')
    await expect.poll(texts).toEqual(['A harbour at dawn', 'A boat!'])
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+y')
    await expect(other).toHaveValue('A boat!')
  })

  test('run, save and the palette work with what was just typed, and typing can continue', async ({
    openEditorPage,
  }) => {
    const { page, card } = await openEditorPage(workflow)
    const field = card('one').getByRole('textbox', { name: 'Text' })
    await field.click()
    await page.keyboard.press('End')
    await page.keyboard.type('!')
    await page.keyboard.press('Control+s')
    await isSavedAs(page, 'Desk')
    await expect(field).toBeFocused()
    await page.keyboard.type('!')
    await expect(field).toHaveValue('A harbour!!')
    await page.keyboard.press('Control+k')
    await page.keyboard.press('Escape')
    await expect(field).toBeFocused()
    await page.keyboard.press('Control+Enter')
    await expect(card('show').getByText('A harbour!!')).toBeVisible()
    await expect(field).toBeFocused()
  })
})
