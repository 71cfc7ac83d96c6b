import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import type { EditorPage } from './editorPage.ts'
import { makeNode } from './editorPage.ts'

const nodes = [
  makeNode('words', 'text', 0, 0),
  makeNode('join', 'join-text', 400, 0),
  makeNode('show', 'preview', 800, 0),
]

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const boxOf = async (locator: ReturnType<EditorPage['card']>): Promise<Box> =>
  (await locator.boundingBox()) ?? { x: NaN, y: NaN, width: NaN, height: NaN }

/** Whether a card lies in the part of the canvas that starts at `left`, whole. */
async function isWhole({ page, card }: EditorPage, id: string, left = 0): Promise<boolean> {
  const pane = await boxOf(page.locator('.react-flow'))
  const { x, y, width, height } = await boxOf(card(id))
  const from = Math.max(pane.x, left)
  return x >= from && y >= pane.y && x + width <= pane.x + pane.width && y + height <= pane.y + pane.height
}

describe('the view', () => {
  test('opens with everything beside an open panel, and frames it again when the panel is closed', async ({
    openEditorPage,
  }) => {
    const opened = await openEditorPage({ nodes })
    const { page } = opened
    await page.keyboard.press('w')
    const panel = page.getByRole('complementary', { name: 'Workflows' })
    await panel.getByText('Generate, then inpaint').click()
    await expect(page.locator('[data-card]').first()).toBeVisible()
    const { x, width } = await boxOf(panel)
    const cards = page.locator('[data-card]')
    const lefts = async (): Promise<number> =>
      Math.min(...(await Promise.all((await cards.all()).map(async (card) => (await boxOf(card)).x))))
    await expect.poll(lefts).toBeGreaterThan(x + width)
    const before = await lefts()
    await page.keyboard.press('Escape')
    await expect.poll(lefts).toBeLessThan(before - 40)
  })

  test('moves so that a panel does not cover the selection, and moves back when the panel is closed', async ({
    openEditorPage,
  }) => {
    const opened = await openEditorPage({ nodes, viewport: { x: 60, y: 160, zoom: 1 } })
    const { page, title, card } = opened
    await title('words').click()
    const before = await boxOf(card('words'))
    await page.keyboard.press('a')
    const panel = page.getByRole('complementary', { name: 'Results' })
    await expect(panel).toBeVisible()
    const { x, width } = await boxOf(panel)
    await expect.poll(() => isWhole(opened, 'words', x + width)).toBe(true)
    await page.keyboard.press('Escape')
    await expect.poll(() => boxOf(card('words'))).toEqual(before)
  })

  test('shows a new node whole, wherever it was added', async ({ openEditorPage }) => {
    const opened = await openEditorPage({ nodes, viewport: { x: 60, y: 160, zoom: 1 } })
    const { page } = opened
    const pane = await boxOf(page.locator('.react-flow'))
    await page.mouse.dblclick(pane.x + 30, pane.y + pane.height - 20)
    await page.keyboard.type('join')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await opened.read()).nodes.length).toBe(4)
    const fresh = (await opened.read()).nodes.at(-1)?.id ?? ''
    await expect.poll(() => isWhole(opened, fresh)).toBe(true)
  })

  test('of a graph of any height is framed whole', async ({ openEditorPage }) => {
    const tower = Array.from({ length: 30 }, (_, index) => makeNode(`n${index}`, 'seed', 0, index * 1400))
    const opened = await openEditorPage({ nodes: tower })
    const { page } = opened
    await page.keyboard.press('f')
    await expect.poll(() => isWhole(opened, 'n29')).toBe(true)
    expect(await isWhole(opened, 'n0')).toBe(true)
  })

  test('shows what the results of a run have pushed out of it', async ({ openEditorPage }) => {
    const lines = Array.from({ length: 7 }, (_, index) => `Line ${index}`).join('\n')
    const workflow = {
      nodes: [
        makeNode('words', 'text', 0, 0, { values: { text: lines } }),
        makeNode('below', 'seed', 0, 250),
      ],
      edges: [],
      viewport: { x: 400, y: 260, zoom: 1 },
    }
    const opened = await openEditorPage(workflow)
    const { page, card } = opened
    expect(await isWhole(opened, 'below')).toBe(true)
    await page.keyboard.press('Control+Enter')
    await expect(card('words').getByText('Line 6').first()).toBeVisible()
    await expect.poll(() => isWhole(opened, 'below')).toBe(true)
  })
})
