import type { Browser } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Desk } from './desk.ts'
import { makeNode, withDesk } from './desk.ts'
import { openBrowser } from './editor.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const soon = { timeout: 4000 }
const nodes = [makeNode('words', 'text', 0, 0), makeNode('join', 'join-text', 400, 0)]

const panelOf = async ({ page }: Desk) => {
  await page.keyboard.press('?')
  return page.getByRole('complementary', { name: 'Shortcuts' })
}

describe('the list of shortcuts', () => {
  test('is searched by what a command does, and by its keys', () =>
    withDesk(browser, { nodes }, async (desk) => {
      const panel = await panelOf(desk)
      const search = panel.getByRole('searchbox', { name: 'Search shortcuts' })
      await search.fill('ctrl+shift+v')
      await expectPage(panel.getByRole('listitem')).toHaveCount(1)
      await expectPage(panel.getByText('Paste, keeping incoming cables', { exact: true })).toBeVisible()
      await search.fill('pan')
      await expectPage(panel.getByText('Drag, middle drag, Space and drag')).toBeVisible()
    }))

  test('gives a command other keys, which then count, are shown everywhere, and are kept by the host', () =>
    withDesk(browser, { nodes }, async (desk) => {
      const { page, title, read, leave } = desk
      const panel = await panelOf(desk)
      await panel.getByRole('button', { name: 'Change the keys of Mute: Ctrl+M' }).click()
      await page.keyboard.press('Control+Alt+m')
      await expectPage(
        panel.getByRole('button', { name: 'Change the keys of Mute: Ctrl+Alt+M' }),
      ).toBeFocused()
      await page.keyboard.press('Escape')
      await page.reload()
      await title('join').click()
      await page.keyboard.press('Control+m')
      await page.keyboard.press('Control+b')
      await expect.poll(async () => (await read()).nodes[1]?.mode, soon).toBe('bypassed')
      await page.keyboard.press('Control+Alt+m')
      await expect.poll(async () => (await read()).nodes[1]?.mode, soon).toBe('muted')
      await page.keyboard.press('ContextMenu')
      await expectPage(page.getByRole('menuitemcheckbox', { name: /Mute/ })).toContainText('Ctrl+Alt+M')
      await page.keyboard.press('Escape')
      await leave()
      await page.keyboard.press('Control+k')
      await page.keyboard.type('mute')
      await expectPage(page.getByRole('option', { name: /Mute/ }).first()).toContainText('Ctrl+Alt+M')
    }))

  test('says whose keys they are, gives them only when asked to, and takes everything back', () =>
    withDesk(browser, { nodes }, async (desk) => {
      const { page } = desk
      const panel = await panelOf(desk)
      const keysOf = (words: string) =>
        panel.getByRole('button', { name: `Change the keys of ${words}`, exact: true })
      await keysOf('Tidy: Shift+T').click()
      await page.keyboard.press('Control+y')
      await expectPage(panel.getByText('Ctrl+Y is “Redo”, which would have Ctrl+Shift+Z left.')).toBeVisible()
      await expectPage(keysOf('Redo: Ctrl+Shift+Z Ctrl+Y')).toBeVisible()
      await panel.getByRole('button', { name: 'Use them here' }).click()
      await expectPage(keysOf('Tidy: Ctrl+Y')).toBeVisible()
      await expectPage(keysOf('Redo: Ctrl+Shift+Z')).toBeVisible()
      await panel.getByRole('button', { name: 'Reset Redo' }).click()
      await expectPage(keysOf('Redo: Ctrl+Shift+Z Ctrl+Y')).toBeVisible()
      await expectPage(keysOf('Tidy: none')).toBeVisible()
      await panel.getByRole('button', { name: 'Reset all' }).click()
      await expectPage(keysOf('Tidy: Shift+T')).toBeVisible()
      await expectPage(panel.getByRole('button', { name: 'Reset all' })).toBeDisabled()
    }))

  test('refuses what the browser never gives, the arrows and Esc, and says so', () =>
    withDesk(browser, { nodes }, async (desk) => {
      const { page } = desk
      const panel = await panelOf(desk)
      await expectPage(
        panel.getByText('The browser keeps Ctrl+N for itself. Here Alt+N does it.'),
      ).toBeVisible()
      await panel.getByRole('button', { name: 'Change the keys of Tidy: Shift+T' }).click()
      await page.keyboard.press('ArrowLeft')
      await expectPage(panel.getByText(/Arrows walk on the canvas/)).toBeVisible()
      await page.keyboard.press('Control+Shift+t')
      await expectPage(panel.getByText(/The browser keeps these keys/)).toBeVisible()
      await page.keyboard.press('Escape')
      await expectPage(panel.getByRole('button', { name: 'Change the keys of Tidy: Shift+T' })).toBeFocused()
      await expectPage(panel.getByRole('button', { name: 'Reset all' })).toBeDisabled()
    }))

  test('that are all reset leave the focus in the panel, which Esc still closes', () =>
    withDesk(browser, { nodes }, async (desk) => {
      const { page } = desk
      const panel = await panelOf(desk)
      await panel.getByRole('button', { name: /^Change the keys of Run: / }).click()
      await page.keyboard.press('Alt+r')
      await panel.getByRole('button', { name: 'Reset all' }).click()
      await expectPage(panel.getByRole('button', { name: 'Reset all' })).toBeDisabled()
      await page.keyboard.press('Escape')
      await expectPage(panel).toHaveCount(0)
    }))
})
