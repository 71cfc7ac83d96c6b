import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import { makeNode } from './editorPage.ts'
import { isSavedAs } from './library.ts'

describe('opening', () => {
  test('shows an unknown node as a placeholder, and saves it byte for byte', async ({ openEditorPage }) => {
    const unknown = {
      type: 'elsewhere/dream',
      id: 'dream',
      position: { x: 60, y: 0, layer: 3 },
      values: { zeta: 1, alpha: ['x', { deep: null }], prompt: 'A harbour' },
      later: { than: 'this' },
    }
    const edge = {
      id: 'e',
      from: { node: 'words', port: 'text' },
      to: { node: 'dream', port: 'prompt', weight: 2 },
    }
    const { page, card, title, editor, positions } = await openEditorPage({
      nodes: [makeNode('words', 'text', -340, 0), unknown],
      edges: [edge],
      origin: 'elsewhere',
    })
    await expect(card('dream').getByText('Unknown node type.')).toBeVisible()
    await expect(card('dream').getByText('prompt')).toBeVisible()
    await title('words').click()
    await page.keyboard.press('Shift+ArrowDown')
    await expect.poll(async () => (await positions())['words']?.y).toBe(8)
    await page.keyboard.press('Control+s')
    await isSavedAs(page, 'Desk')
    const text = await readFile(join(editor.home, 'workflows', 'Desk.patchbay.json'), 'utf8')
    // The same keys in the same order, whatever the spaces between.
    const saved: unknown = JSON.parse(text)
    expect(JSON.stringify(saved)).toContain(JSON.stringify(unknown))
    expect(saved).toMatchObject({ edges: [edge], origin: 'elsewhere' })
  })

  test('a workflow of a newer version is read-only', async ({ openEditorPage }) => {
    const { page, editor } = await openEditorPage({})
    const nodes = [makeNode('words', 'text', 0, 0)]
    const text = JSON.stringify({
      format: 'patchbay/workflow',
      version: 99,
      name: 'Newer',
      nodes,
      edges: [],
    })
    await mkdir(join(editor.home, 'workflows'), { recursive: true })
    await writeFile(join(editor.home, 'workflows', 'Newer.patchbay.json'), text)
    await page.keyboard.press('w')
    await page.getByRole('complementary', { name: 'Workflows' }).getByText('Newer', { exact: true }).click()
    await page.keyboard.press('Escape')
    const card = page.locator('[data-card="words"]')
    await expect(card).toBeVisible()
    await expect(page.getByText(/newer version/i).first()).toBeVisible()
    await card.locator('header').click()
    await page.keyboard.press('Delete')
    await page.keyboard.press('Control+m')
    await page.keyboard.press('Shift+ArrowRight')
    await expect(card).toBeVisible()
    await expect(card.getByText('Muted')).toHaveCount(0)
    await expect(card.getByRole('textbox', { name: 'Text' })).not.toBeEditable()
    expect(await readFile(join(editor.home, 'workflows', 'Newer.patchbay.json'), 'utf8')).toBe(text)
  })
})
