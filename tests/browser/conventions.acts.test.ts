import { describe } from 'vitest'
import { reload } from './editor.ts'
import { expect, test } from './fixtures.ts'
import { makeEdge, makeNode } from './editorPage.ts'

const nodes = [
  makeNode('words', 'text', -340, 0, { values: { text: 'A harbour' } }),
  makeNode('join', 'join-text', 60, 0),
  makeNode('show', 'preview', 460, 0),
]
const edges = [makeEdge('words.text > join.first'), makeEdge('join.text > show.value')]

describe('one step of undo', () => {
  test('is everything that was typed in a field, and not what was typed in it after another edit', async ({
    openEditorPage,
  }) => {
    const { page, card, read, leave, title } = await openEditorPage({ nodes, edges })
    const text = async () => (await read()).nodes[0]?.values?.['text']
    const field = card('words').getByRole('textbox', { name: 'Text' })
    await field.click()
    await page.keyboard.press('End')
    await page.keyboard.type(' at dawn')
    await leave()
    await field.click()
    await page.keyboard.press('End')
    await page.keyboard.type(', boats')
    await leave()
    await expect.poll(text).toBe('A harbour at dawn, boats')
    await page.keyboard.press('Control+z')
    await expect.poll(text).toBe('A harbour at dawn')
    await page.keyboard.press('Control+z')
    await expect.poll(text).toBe('A harbour')
    await title('words').click()
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(text).toBe('A harbour at dawn')
  })

  test('is a paste, a cut, a duplicate, and a node from the search with its cable', async ({
    openEditorPage,
  }) => {
    const { page, title, read, drag, port, at } = await openEditorPage({ nodes, edges })
    const before = await read()
    const undone = async (): Promise<void> => {
      await expect.poll(read).not.toEqual(before)
      await page.keyboard.press('Control+z')
      await expect.poll(read).toEqual(before)
    }
    await title('words').click()
    await title('join').click({ modifiers: ['Control'] })
    await page.keyboard.press('Control+d')
    await undone()
    await title('words').click()
    await title('join').click({ modifiers: ['Control'] })
    await page.keyboard.press('Control+x')
    await undone()
    await page.keyboard.press('Control+v')
    await undone()
    await drag(port('words', 'output', 'text'), await at(60, 460))
    await page.keyboard.type('join')
    await page.keyboard.press('Enter')
    await undone()
  })

  test('is a sequence of arrow steps, and another one after something else', async ({ openEditorPage }) => {
    const { page, title, positions } = await openEditorPage({ nodes, edges })
    const x = async () => (await positions())['show']?.x
    await title('show').click()
    for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight', 'Control+m', 'Shift+ArrowRight'])
      await page.keyboard.press(key)
    await expect.poll(x).toBe(484)
    await page.keyboard.press('Control+z')
    await expect.poll(x).toBe(476)
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(x).toBe(460)
  })
})

describe('what is copied', () => {
  test('is text that another canvas accepts', async ({ openEditorPage }) => {
    const { page, title } = await openEditorPage({ nodes, edges })
    await title('words').click()
    await title('join').click({ modifiers: ['Control'] })
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Alt+n')
    await expect(page.getByText('Double-click to add a node')).toBeVisible()
    await page.keyboard.press('Control+v')
    await expect(page.locator('.react-flow__node')).toHaveCount(2)
    await expect(page.locator('.react-flow__edge')).toHaveCount(1)
  })
})

describe('prose that is pasted', () => {
  test('becomes a Text node, or the prompt of the selected node, as one undo step', async ({
    openEditorPage,
  }) => {
    const { page, title, read, leave } = await openEditorPage({ nodes })
    const paste = (text: string) =>
      page.evaluate(`{
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', ${JSON.stringify(text)})
        document.body.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }))
      }`)
    await leave()
    await paste('A pier in fog\n')
    await expect.poll(async () => (await read()).nodes.at(-1)?.values).toEqual({ text: 'A pier in fog' })
    expect((await read()).nodes.length).toBe(4)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await read()).nodes.length).toBe(3)
    await title('words').click()
    await paste('A lighthouse')
    await expect.poll(async () => (await read()).nodes[0]?.values).toEqual({ text: 'A lighthouse' })
    expect((await read()).nodes.length).toBe(3)
  })
})

describe('the library', () => {
  test('adds the first match with Enter, in the middle, and never two on top of each other', async ({
    openEditorPage,
  }) => {
    const { page, read } = await openEditorPage({ nodes: [] })
    await page.keyboard.press('n')
    await page.getByRole('searchbox', { name: 'Search nodes' }).fill('join text')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await read()).nodes.length).toBe(2)
    const [one, other] = (await read()).nodes
    expect(one?.type).toBe('local/join-text')
    // Beside it, or below.
    const [dx, dy] = [
      (other?.position.x ?? 0) - (one?.position.x ?? 0),
      (other?.position.y ?? 0) - (one?.position.y ?? 0),
    ]
    expect(Math.abs(dx) >= 280 || Math.abs(dy) >= 120).toBe(true)
  })
})

describe('with two fingers', () => {
  test('the canvas is zoomed and panned', async ({ openEditorPage }) => {
    const { page, card, at } = await openEditorPage({ nodes })
    const touch = await page.context().newCDPSession(page)
    await touch.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 })
    await reload(page)
    const before = await card('join').boundingBox()
    const middle = await at(100, 460)
    const fingers = (apart: number, down: number) => [
      { x: middle.x - apart, y: middle.y + down, id: 0 },
      { x: middle.x + apart, y: middle.y + down, id: 1 },
    ]
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: ReturnType<typeof fingers>) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints })
    await send('touchStart', fingers(40, 0))
    for (const [apart, down] of [
      [50, -10],
      [60, -20],
      [80, -40],
    ] as const)
      await send('touchMove', fingers(apart, down))
    await send('touchEnd', [])
    await expect
      .poll(async () => (await card('join').boundingBox())?.width ?? 0)
      .toBeGreaterThan((before?.width ?? 0) * 1.5)
  })
})
