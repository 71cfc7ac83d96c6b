import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import { makeEdge, makeNode } from './editorPage.ts'

const nodes = [
  makeNode('words', 'text', -340, 0),
  makeNode('join', 'join-text', 60, 0),
  makeNode('show', 'preview', 460, 0),
]

describe('with the keyboard alone', () => {
  test('one goes from node to node, goes into one and out again', async ({ openEditorPage }) => {
    const { page, card, selected } = await openEditorPage({ nodes })
    await page.keyboard.press('ArrowRight')
    await expect(card('words')).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await expect(card('join')).toBeFocused()
    await expect.poll(selected).toEqual(['join'])
    await page.keyboard.press('Enter')
    await expect(card('join').getByRole('textbox', { name: 'First' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(card('join')).toBeFocused()
    await page.keyboard.press('ArrowLeft')
    await expect(card('words')).toBeFocused()
  })

  test('the first Tab lands on a card, and Tab goes through that card alone', async ({ openEditorPage }) => {
    const { page, card } = await openEditorPage({ nodes })
    const focused = () =>
      page.evaluate<string>(`document.activeElement?.closest('[data-card]')?.dataset.card ?? 'elsewhere'`)
    await page.getByRole('navigation').last().getByRole('button').last().focus()
    await page.keyboard.press('Tab')
    await expect(card('words')).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await expect(card('join')).toBeFocused()
    const seen = new Set<string>()
    for (let presses = 0; presses < 20; presses++) {
      await page.keyboard.press('Tab')
      seen.add(await focused())
      if (seen.has('elsewhere')) break
    }
    expect([...seen]).toEqual(['join', 'elsewhere'])
    await page.keyboard.press('Shift+Tab')
    await expect(card('join')).toBeFocused()
    await page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe('elsewhere')
  })

  test('one moves the selection, by eight pixels or by one, as one undo step', async ({ openEditorPage }) => {
    const { page, positions } = await openEditorPage({ nodes })
    const before = await positions()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Control+Shift+ArrowDown')
    await expect.poll(async () => (await positions())['words']).toEqual({ x: -332, y: 9 })
    await page.keyboard.press('Control+z')
    await expect.poll(positions).toEqual(before)
  })

  test('one connects and disconnects ports', async ({ openEditorPage }) => {
    const { page, port, cables, card } = await openEditorPage({ nodes })
    await page.keyboard.press('ArrowRight')
    await expect(card('words')).toBeFocused()
    await expect
      .poll(async () => {
        await page.keyboard.press('Tab')
        return page.evaluate(`document.activeElement?.dataset.port ?? ''`)
      })
      .toBe('output text')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('combobox', { name: 'Connect text of words' })).toBeFocused()
    await page.keyboard.type('second')
    await page.keyboard.press('Enter')
    await expect.poll(cables).toEqual(['words.text > join.second'])
    await expect(port('words', 'output', 'text')).toBeFocused()
    await port('join', 'input', 'second').focus()
    await page.keyboard.press('Delete')
    await expect.poll(cables).toEqual([])
  })

  test('one selects several, groups them and colours the group', async ({ openEditorPage }) => {
    const { page, card, selected, read } = await openEditorPage({ nodes })
    await page.keyboard.press('ArrowRight')
    await expect(card('words')).toBeFocused()
    await card('join').focus()
    await page.keyboard.press('Control+Space')
    await expect.poll(selected).toEqual(['join', 'words'])
    await page.keyboard.press('Control+g')
    await page.keyboard.type('Words')
    await page.keyboard.press('Enter')
    await page.keyboard.press('ContextMenu')
    await expect(page.getByRole('menuitem', { name: 'Colour' })).toBeVisible()
    await page.keyboard.type('col')
    await page.keyboard.press('ArrowRight')
    await expect(page.getByRole('menuitemcheckbox', { name: 'Colour the group grey' })).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await read()).groups?.[0]?.color).toBe('blue')
    expect((await read()).groups?.[0]?.title).toBe('Words')
  })

  test.for(['ContextMenu', 'Shift+F10'])(
    '%s opens the menu of the node, where everything in it can be reached',
    async (key, { openEditorPage }) => {
      const { page, card, read } = await openEditorPage({ nodes })
      await page.keyboard.press('ArrowRight')
      await expect(card('words')).toBeFocused()
      await page.keyboard.press(key)
      await expect(page.getByRole('menu')).toBeVisible()
      await page.keyboard.type('mu')
      await page.keyboard.press('Enter')
      await expect.poll(async () => (await read()).nodes[0]?.mode).toBe('muted')
      await expect(page.getByRole('menu')).toHaveCount(0)
      await page.keyboard.press(key)
      await expect(page.getByRole('menuitemcheckbox', { name: 'Mute' })).toBeChecked()
      await page.keyboard.press('Escape')
      await expect(card('words')).toBeFocused()
    },
  )

  test('the menu key opens the menu of the canvas where nothing has the focus', async ({
    openEditorPage,
  }) => {
    const { page, selected } = await openEditorPage({ nodes })
    await page.keyboard.press('ContextMenu')
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.type('select')
    await page.keyboard.press('Enter')
    await expect.poll(selected).toEqual(['join', 'show', 'words'])
  })

  test('one renames a node in place, or leaves it', async ({ openEditorPage }) => {
    const { page, card, read } = await openEditorPage({ nodes })
    await page.keyboard.press('ArrowRight')
    await expect(card('words')).toBeFocused()
    await page.keyboard.press('F2')
    await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused()
    await page.keyboard.type('Prompt')
    await page.keyboard.press('Escape')
    await expect(card('words')).toBeFocused()
    await page.keyboard.press('F2')
    await page.keyboard.type('Subject')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await read()).nodes[0]?.title).toBe('Subject')
    await expect(card('words')).toBeFocused()
  })

  test('one adds a node from the search, which then has the focus', async ({ openEditorPage }) => {
    const { page, read } = await openEditorPage({ nodes })
    await page.keyboard.press('Shift+a')
    await page.keyboard.type('seed')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await read()).nodes.length).toBe(4)
    const fresh = (await read()).nodes.at(-1)?.id ?? ''
    await expect(page.locator(`[data-card="${fresh}"]`)).toBeFocused()
  })
})

describe('with the mouse', () => {
  test('a double-click on a title renames it', async ({ openEditorPage }) => {
    const { page, title, read, card } = await openEditorPage({ nodes })
    await title('words').getByText('words').dblclick()
    await page.keyboard.type('Subject')
    await card('join').getByRole('textbox', { name: 'First' }).click()
    await expect.poll(async () => (await read()).nodes[0]?.title).toBe('Subject')
  })

  test('a card is resized by its edge, as one undo step', async ({ openEditorPage }) => {
    const { page, at, drag, read } = await openEditorPage({ nodes })
    const width = async () => (await read()).nodes[0]?.size?.width
    await drag(await at(-61, 90), await at(-11, 90))
    await expect.poll(width).toBeGreaterThan(310)
    await page.keyboard.press('Control+z')
    await expect.poll(width).toBe(undefined)
  })

  test('a note is written on the canvas, and resized by any corner', async ({ openEditorPage }) => {
    const { page, card, at, drag, read, leave } = await openEditorPage({
      nodes: [makeNode('remark', 'note', -100, 0, { size: { width: 260, height: 120 } })],
    })
    const note = async () => (await read()).nodes[0]
    await card('remark').dblclick()
    await page.keyboard.type('Look here')
    await leave()
    await expect.poll(async () => (await note())?.values).toEqual({ text: 'Look here' })
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await note())?.values?.['text'] ?? '').toBe('')
    await card('remark').click()
    await drag(await at(-100, 0), await at(-150, -40))
    await expect.poll(async () => (await note())?.position.x).toBeLessThan(-130)
    const { position, size } = (await note()) ?? {}
    expect((position?.x ?? 0) + (size?.width ?? 0)).toBe(160)
    expect((position?.y ?? 0) + (size?.height ?? 0)).toBe(120)
  })

  test('the menu of a text field is the system’s, and of a cable the cable’s', async ({ openEditorPage }) => {
    const { page, card, port, cables } = await openEditorPage({
      nodes,
      edges: [makeEdge('words.text > join.first')],
    })
    await card('words').getByRole('textbox', { name: 'Text' }).click({ button: 'right' })
    await expect(page.getByRole('menu')).toHaveCount(0)
    const from = await port('words', 'output', 'text').boundingBox()
    const to = await port('join', 'input', 'first').boundingBox()
    if (from === null || to === null) throw new Error('ports are not to be seen')
    await page.mouse.click((from.x + to.x) / 2 + 6, (from.y + to.y) / 2 + 6, { button: 'right' })
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await expect.poll(cables).toEqual([])
  })

  test('Space that pans presses no button that still had the focus', async ({ openEditorPage }) => {
    const { page, at, drag } = await openEditorPage({ nodes })
    const button = page.getByRole('button', { name: 'New workflow' })
    await button.focus()
    await page.keyboard.down('Space')
    await drag(await at(100, 460), await at(160, 460))
    await page.keyboard.up('Space')
    await expect(page.getByRole('button', { name: 'Close Untitled' })).toHaveCount(0)
  })
})
