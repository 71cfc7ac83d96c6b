import type { Browser } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeEdge, makeNode, withDesk } from './desk.ts'
import { openBrowser } from './editor.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const soon = { timeout: 4000 }

const desk = {
  nodes: [
    makeNode('one', 'text', -340, 0, { values: { text: 'A harbour' } }),
    makeNode('other', 'text', 60, 0, { values: { text: 'A boat' } }),
    makeNode('show', 'preview', 60, 300),
  ],
  edges: [makeEdge('one.text > show.value')],
}

describe('in a text field', () => {
  test('undo and redo stay in it, and do nothing once nothing is left', () =>
    withDesk(browser, desk, async ({ page, card, read }) => {
      const one = card('one').getByRole('textbox', { name: 'Text' })
      const other = card('other').getByRole('textbox', { name: 'Text' })
      const texts = async () => (await read()).nodes.slice(0, 2).map(({ values }) => values?.['text'])
      await one.click()
      await page.keyboard.press('End')
      await page.keyboard.type(' at dawn')
      await other.click()
      await page.keyboard.press('End')
      await page.keyboard.type('!')
      await expect.poll(texts, soon).toEqual(['A harbour at dawn', 'A boat!'])
      for (let times = 0; times < 4; times++) await page.keyboard.press('Control+z')
      await expectPage(other).toBeFocused()
      await expect.poll(texts, soon).toEqual(['A harbour at dawn', 'A boat'])
      for (let times = 0; times < 2; times++) await page.keyboard.press('Control+Shift+z')
      await expect.poll(texts, soon).toEqual(['A harbour at dawn', 'A boat!'])
      await page.keyboard.press('Control+z')
      await page.keyboard.press('Control+y')
      await expectPage(other).toHaveValue('A boat!')
    }))

  test('run, save and the palette work with what was just typed, and one goes on typing', () =>
    withDesk(browser, desk, async ({ page, card }) => {
      const field = card('one').getByRole('textbox', { name: 'Text' })
      await field.click()
      await page.keyboard.press('End')
      await page.keyboard.type('!')
      await page.keyboard.press('Control+s')
      await expectPage(page.getByText('Desk is saved.')).toBeVisible()
      await expectPage(field).toBeFocused()
      await page.keyboard.type('!')
      await expectPage(field).toHaveValue('A harbour!!')
      await page.keyboard.press('Control+k')
      await page.keyboard.press('Escape')
      await expectPage(field).toBeFocused()
      await page.keyboard.press('Control+Enter')
      await expectPage(card('show').getByText('A harbour!!')).toBeVisible({ timeout: 20_000 })
      await expectPage(field).toBeFocused()
    }))
})
