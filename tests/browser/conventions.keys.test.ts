import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import { makeEdge, makeNode } from './editorPage.ts'
import { isSavedAs } from './library.ts'

const workflow = {
  nodes: [
    makeNode('words', 'text', -340, 0, { values: { text: 'A harbour' } }),
    makeNode('join', 'join-text', 60, 0),
    makeNode('show', 'preview', 460, 0),
  ],
  edges: [makeEdge('words.text > join.first'), makeEdge('join.text > show.value')],
}

describe('the keys', () => {
  test('select all, copy, paste, cut and duplicate; a paste keeps incoming cables only with Shift', async ({
    openEditorPage,
  }) => {
    const { page, title, selected, cables, read, at } = await openEditorPage(workflow)
    const count = async (): Promise<number> => (await read()).nodes.length
    await title('join').click()
    await page.keyboard.press('Control+c')
    const point = await at(60, 400)
    await page.mouse.move(point.x, point.y)
    await page.keyboard.press('Control+v')
    await expect.poll(count).toBe(4)
    expect((await cables()).length).toBe(2)
    const pasted = (await read()).nodes.at(-1)
    await expect.poll(selected).toEqual([pasted?.id])
    expect(pasted?.position).toEqual({ x: 60, y: 400 })
    await page.keyboard.press('Control+Shift+v')
    await expect.poll(count).toBe(5)
    const focused = (await read()).nodes.at(-1)?.id ?? ''
    expect(await cables()).toContain(`words.text > ${focused}.first`)
    expect((await cables()).length).toBe(3)
    await page.keyboard.press('Control+d')
    await expect.poll(count).toBe(6)
    await page.keyboard.press('Control+x')
    await expect.poll(count).toBe(5)
    await page.keyboard.press('Control+a')
    // Cards outside of the view are not rendered.
    await page.keyboard.press('f')
    await expect.poll(async () => (await selected()).length).toBe(5)
  })

  test.for(['Delete', 'Backspace'])(
    '%s deletes the selection, and an undo restores it with its cables',
    async (key, { openEditorPage }) => {
      const { page, title, cables, read } = await openEditorPage(workflow)
      const before = await read()
      await title('join').click()
      await page.keyboard.press(key)
      await expect.poll(cables).toEqual([])
      expect((await read()).nodes.map(({ id }) => id)).toEqual(['words', 'show'])
      await page.keyboard.press('Control+z')
      await expect.poll(read).toEqual(before)
    },
  )

  test('a clicked cable is deleted with Del, and nothing else', async ({ openEditorPage }) => {
    const { page, port, cables, read } = await openEditorPage(workflow)
    const from = await port('words', 'output', 'text').boundingBox()
    const to = await port('join', 'input', 'first').boundingBox()
    if (from === null || to === null) throw new Error('ports are not to be seen')
    await page.mouse.click((from.x + to.x) / 2 + 6, (from.y + to.y) / 2 + 6)
    await page.keyboard.press('Delete')
    await expect.poll(cables).toEqual(['join.text > show.value'])
    expect((await read()).nodes.length).toBe(3)
  })

  test('undo and redo go step by step, with either of the keys for redo', async ({ openEditorPage }) => {
    const { page, title, read } = await openEditorPage(workflow)
    const modes = async () => (await read()).nodes.map(({ mode }) => mode ?? 'active')
    await title('words').click()
    await page.keyboard.press('Control+m')
    await title('join').click()
    await page.keyboard.press('Control+b')
    const both = ['muted', 'bypassed', 'active']
    await expect.poll(modes).toEqual(both)
    await page.keyboard.press('Control+z')
    await expect.poll(modes).toEqual(['muted', 'active', 'active'])
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(modes).toEqual(both)
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(modes).toEqual(['active', 'active', 'active'])
    await page.keyboard.press('Control+y')
    await page.keyboard.press('Control+y')
    await expect.poll(modes).toEqual(both)
  })

  test('undo, redo, zoom, fit and the minimap have buttons at the corner of the canvas', async ({
    openEditorPage,
  }) => {
    const { page, title, read } = await openEditorPage(workflow)
    const corner = page.getByRole('toolbar', { name: 'View' })
    const press = (name: string) => corner.getByRole('button', { name, exact: true }).click()
    await expect(corner.getByRole('button', { name: 'Undo' })).toBeDisabled()
    await title('join').click()
    await page.keyboard.press('Delete')
    await press('Undo')
    await expect.poll(async () => (await read()).nodes.length).toBe(3)
    await press('Redo')
    await expect.poll(async () => (await read()).nodes.length).toBe(2)
    await press('Zoom in')
    await expect(corner.getByText('100 %')).toHaveCount(0)
    await press('Minimap')
    await expect(page.getByRole('img', { name: 'Minimap' })).toBeVisible()
    await corner.getByRole('button', { name: /%$/ }).click()
    await expect(corner.getByText('100 %')).toBeVisible()
    await press('Fit')
    await expect(page.locator('.react-flow__node')).toHaveCount(2)
  })

  test('collapse, fit, find, the list of commands and the minimap', async ({ openEditorPage }) => {
    const { page, title, card, read, selected } = await openEditorPage(workflow)
    await title('words').click()
    await page.keyboard.press('Alt+c')
    await expect.poll(async () => (await read()).nodes[0]?.collapsed).toBe(true)
    await page.keyboard.press('Alt+c')
    await expect.poll(async () => (await read()).nodes[0]?.collapsed).toBe(undefined)

    const left = async (): Promise<number> => Math.round((await card('join').boundingBox())?.x ?? 0)
    const start = await left()
    await page.keyboard.press('f')
    await expect.poll(left).not.toBe(start)
    const near = await left()
    await page.keyboard.press('Escape')
    await page.keyboard.press('.')
    await expect.poll(left).not.toBe(near)

    await page.keyboard.press('Control+f')
    await page.keyboard.type('harbour')
    await expect(page.getByText('1 of 1')).toBeVisible()
    await expect.poll(selected).toEqual(['words'])
    await page.keyboard.press('Escape')

    await page.keyboard.press('Control+k')
    await page.keyboard.type('minimap')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('img', { name: 'Minimap' })).toBeVisible()
    await page.keyboard.press('Alt+m')
    await expect(page.getByRole('img', { name: 'Minimap' })).toHaveCount(0)
  })

  test('the view jumps if reduced motion is preferred', async ({ openEditorPage }) => {
    const { page } = await openEditorPage(workflow)
    // As text: the tests have no DOM types.
    await page.evaluate(`
      window.seen = new Set()
      const view = document.querySelector('.react-flow__viewport')
      new MutationObserver(() => window.seen.add(view.style.transform)).observe(view, { attributes: true })
    `)
    const frame = 'new Promise((resolve) => requestAnimationFrame(() => resolve(window.seen.size)))'
    for (const [index, key] of ['f', 'Control+=', 'Control+='].entries()) {
      await page.keyboard.press(key)
      await expect.poll(() => page.evaluate(frame)).toBeGreaterThan(index)
      // A gliding view is at another position in each frame.
      await page.evaluate(frame)
      expect(await page.evaluate(frame)).toBe(index + 1)
    }
  })

  test.for<readonly [string, string]>([
    ['q', 'Queue and history'],
    ['w', 'Workflows'],
    ['a', 'Results'],
    ['n', 'Nodes'],
    ['Control+,', 'Settings'],
    ['?', 'Shortcuts'],
    ['Control+o', 'Workflows'],
  ])('%s opens the panel %s, and Esc closes it', async ([keys, name], { openEditorPage }) => {
    const { page } = await openEditorPage(workflow)
    await page.keyboard.press(keys)
    const panel = page.getByRole('complementary', { name })
    await expect(panel).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
  })

  test('Esc closes a panel from the canvas too, and leaves a card’s field first', async ({
    openEditorPage,
  }) => {
    const { page, card, title, selected } = await openEditorPage(workflow)
    const panel = page.getByRole('complementary', { name: 'Queue and history' })
    await page.keyboard.press('q')
    await expect(panel).toBeVisible()
    await title('show').click()
    await card('join').getByRole('textbox', { name: 'Second' }).click()
    await page.keyboard.press('Escape')
    await expect(card('join')).toBeFocused()
    await expect(panel).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
    await expect.poll(selected).not.toEqual([])
    await page.keyboard.press('Escape')
    await expect.poll(selected).toEqual([])
  })

  test('save, save as and new', async ({ openEditorPage }) => {
    const { page } = await openEditorPage(workflow)
    await page.keyboard.press('Control+s')
    await isSavedAs(page, 'Desk')
    await page.keyboard.press('Control+Shift+s')
    await expect(page.getByRole('dialog', { name: 'Save as' })).toBeVisible()
    await page.keyboard.press('Enter')
    await isSavedAs(page, 'Desk copy')
    const tabs = page.getByRole('navigation', { name: 'Open workflows' })
    await page.keyboard.press('Alt+n')
    await expect(tabs.getByRole('button', { name: 'Untitled' }).first()).toBeVisible()
    await expect(page.getByText('Double-click to add a node')).toBeVisible()
  })

  test('Delete in a panel applies to its list, and leaves the canvas alone', async ({ openEditorPage }) => {
    const { page, title, read, selected } = await openEditorPage(workflow)
    await title('words').click()
    await page.keyboard.press('w')
    await page.getByRole('complementary', { name: 'Workflows' }).getByRole('button').first().focus()
    await page.keyboard.press('Delete')
    await page.keyboard.press('Escape')
    await expect.poll(selected).toEqual(['words'])
    expect((await read()).nodes.map(({ id }) => id)).toContain('words')
  })

  test('only run, save, open and the palette fire while a text field has the focus, which keeps its own undo', async ({
    openEditorPage,
  }) => {
    const { page, card, read } = await openEditorPage(workflow)
    const field = card('words').getByRole('textbox', { name: 'Text' })
    await field.click()
    await page.keyboard.press('End')
    for (const key of [' at', ' q', 'w', 'a', 'f', '.', '?']) await page.keyboard.type(key)
    await page.keyboard.press('Control+b')
    await page.keyboard.press('Control+m')
    await page.keyboard.press('Control+g')
    await page.keyboard.press('Alt+c')
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+d')
    await expect(field).toHaveValue('A harbour at qwaf.?')
    await page.keyboard.press('Control+c')
    await page.keyboard.press('End')
    await page.keyboard.press('Control+v')
    await expect(field).toHaveValue('A harbour at qwaf.?A harbour at qwaf.?')
    await page.keyboard.press('Control+z')
    await expect(field).toHaveValue('A harbour at qwaf.?')
    await page.keyboard.press('Backspace')
    await expect.poll(async () => (await read()).nodes[0]?.values).toEqual({ text: 'A harbour at qwaf.' })
    const { nodes, groups } = await read()
    expect(nodes.map(({ mode, collapsed }) => mode ?? collapsed ?? 'as it was')).toEqual(
      Array(3).fill('as it was'),
    )
    expect(groups).toBe(undefined)
    await expect(page.getByRole('complementary')).toHaveCount(0)
  })
})
