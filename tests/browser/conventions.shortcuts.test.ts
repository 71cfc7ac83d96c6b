import { describe } from 'vitest'
import { reload } from './editor.ts'
import { expect, test } from './fixtures.ts'
import type { EditorPage } from './editorPage.ts'
import { makeNode } from './editorPage.ts'

const nodes = [makeNode('words', 'text', 0, 0), makeNode('join', 'join-text', 400, 0)]

const panelOf = async ({ page }: EditorPage) => {
  await page.keyboard.press('?')
  return page.getByRole('complementary', { name: 'Shortcuts' })
}

describe('the list of shortcuts', () => {
  test('is searched by what a command does, and by its keys', async ({ openEditorPage }) => {
    const editorPage = await openEditorPage({ nodes })
    const panel = await panelOf(editorPage)
    const search = panel.getByRole('searchbox', { name: 'Search shortcuts' })
    await search.fill('ctrl+shift+v')
    await expect(panel.getByRole('listitem')).toHaveCount(1)
    await expect(panel.getByText('Paste, keeping incoming cables', { exact: true })).toBeVisible()
    await search.fill('pan')
    await expect(panel.getByText('Drag, middle drag, Space and drag')).toBeVisible()
  })

  test('changes the keys of a command, which are then used, shown everywhere, and saved by the host', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage({ nodes })
    const { page, title, read, leave } = editorPage
    const panel = await panelOf(editorPage)
    await panel.getByRole('button', { name: 'Change the keys of Mute: Ctrl+M' }).click()
    await page.keyboard.press('Control+Alt+m')
    await expect(panel.getByRole('button', { name: 'Change the keys of Mute: Ctrl+Alt+M' })).toBeFocused()
    await page.keyboard.press('Escape')
    await reload(page)
    await title('join').click()
    await page.keyboard.press('Control+m')
    await page.keyboard.press('Control+b')
    await expect.poll(async () => (await read()).nodes[1]?.mode).toBe('bypassed')
    await page.keyboard.press('Control+Alt+m')
    await expect.poll(async () => (await read()).nodes[1]?.mode).toBe('muted')
    await page.keyboard.press('ContextMenu')
    await expect(page.getByRole('menuitemcheckbox', { name: /Mute/ })).toContainText('Ctrl+Alt+M')
    await page.keyboard.press('Escape')
    await leave()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('mute')
    await expect(page.getByRole('option', { name: /Mute/ }).first()).toContainText('Ctrl+Alt+M')
  })

  test('says which command has the keys, reassigns them only after a confirmation, and resets everything', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage({ nodes })
    const { page } = editorPage
    const panel = await panelOf(editorPage)
    const keysOf = (words: string) =>
      panel.getByRole('button', { name: `Change the keys of ${words}`, exact: true })
    await keysOf('Tidy: Shift+T').click()
    await page.keyboard.press('Control+y')
    await expect(panel.getByText('Ctrl+Y is used by Redo, which would have Ctrl+Shift+Z left.')).toBeVisible()
    await expect(keysOf('Redo: Ctrl+Shift+Z Ctrl+Y')).toBeVisible()
    await panel.getByRole('button', { name: 'Reassign' }).click()
    await expect(keysOf('Tidy: Ctrl+Y')).toBeVisible()
    await expect(keysOf('Redo: Ctrl+Shift+Z')).toBeVisible()
    await panel.getByRole('button', { name: 'Reset Redo' }).click()
    await expect(keysOf('Redo: Ctrl+Shift+Z Ctrl+Y')).toBeVisible()
    await expect(keysOf('Tidy: none')).toBeVisible()
    await panel.getByRole('button', { name: 'Reset all' }).click()
    await expect(keysOf('Tidy: Shift+T')).toBeVisible()
    await expect(panel.getByRole('button', { name: 'Reset all' })).toBeDisabled()
  })

  test('refuses keys that the browser reserves, the arrows and Esc, and says so', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage({ nodes })
    const { page } = editorPage
    const panel = await panelOf(editorPage)
    await expect(panel.getByText('Ctrl+N belongs to the browser. Use Alt+N.')).toBeVisible()
    await panel.getByRole('button', { name: 'Change the keys of Tidy: Shift+T' }).click()
    await page.keyboard.press('ArrowLeft')
    await expect(panel.getByText(/Arrow keys move between nodes/)).toBeVisible()
    await page.keyboard.press('Control+Shift+t')
    await expect(panel.getByText(/The browser uses these keys/)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(panel.getByRole('button', { name: 'Change the keys of Tidy: Shift+T' })).toBeFocused()
    await expect(panel.getByRole('button', { name: 'Reset all' })).toBeDisabled()
  })

  test('that are all reset leave the focus in the panel, which Esc still closes', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage({ nodes })
    const { page } = editorPage
    const panel = await panelOf(editorPage)
    await panel.getByRole('button', { name: /^Change the keys of Run: / }).click()
    await page.keyboard.press('Alt+r')
    await panel.getByRole('button', { name: 'Reset all' }).click()
    await expect(panel.getByRole('button', { name: 'Reset all' })).toBeDisabled()
    await page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
  })
})
