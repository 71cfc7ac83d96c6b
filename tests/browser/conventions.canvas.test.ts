import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import { makeEdge, makeNode } from './editorPage.ts'

const nodes = [
  makeNode('words', 'text', -340, 0),
  makeNode('join', 'join-text', 60, 0),
  makeNode('invert', 'invert-mask', 460, 0),
]

describe('the canvas', () => {
  test('a double-click searches for a node and adds it there; text fields and cards do not', async ({
    openEditorPage,
  }) => {
    const { page, at, read, card } = await openEditorPage({ nodes })
    await card('words').getByRole('textbox', { name: 'Text' }).dblclick()
    await expect(page.getByRole('listbox')).toHaveCount(0)
    const point = await at(60, 400)
    await page.mouse.dblclick(point.x, point.y)
    await expect(page.getByRole('combobox', { name: 'Add a node' })).toBeFocused()
    await page.keyboard.type('invert')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await read()).nodes.length).toBe(4)
    const fresh = (await read()).nodes.at(-1)
    expect(fresh?.type).toBe('local/invert-mask')
    // Under the pointer.
    expect(Math.abs((fresh?.position.x ?? 0) + 140 - 60)).toBeLessThan(4)
    expect(Math.abs((fresh?.position.y ?? 0) + 18 - 400)).toBeLessThan(4)
  })

  test('a searched node covers no other, and leaves the cables it covers alone', async ({
    openEditorPage,
  }) => {
    const { page, at, read, cables } = await openEditorPage({
      nodes: nodes.slice(0, 2),
      edges: [makeEdge('words.text > join.first')],
    })
    const point = await at(0, 50)
    await page.mouse.move(point.x, point.y)
    for (const count of [3, 4]) {
      // A node that is selected would be connected to the next one.
      await page.keyboard.press('Escape')
      await page.keyboard.press('Shift+A')
      await page.keyboard.type('join')
      await page.keyboard.press('Enter')
      await expect.poll(async () => (await read()).nodes.length).toBe(count)
      await expect(page.locator('[data-card]:focus')).toHaveCount(1)
    }
    expect(await cables()).toEqual(['words.text > join.first'])
    const boxes = await Promise.all((await page.locator('[data-card]').all()).map((one) => one.boundingBox()))
    const lie = boxes.map((box) => box ?? { x: 0, y: 0, width: 0, height: 0 })
    const overlaps = lie.flatMap((one, index) =>
      lie
        .slice(index + 1)
        .filter(
          (other) =>
            one.x < other.x + other.width &&
            other.x < one.x + one.width &&
            one.y < other.y + other.height &&
            other.y < one.y + one.height,
        ),
    )
    expect(overlaps).toEqual([])
  })

  test('the first node of an empty canvas appears where it was requested, and a note opens for editing', async ({
    openEditorPage,
  }) => {
    const { page, at, read } = await openEditorPage({ viewport: undefined })
    // Beside the templates.
    const point = await at(-180, 100)
    await page.mouse.dblclick(point.x, point.y)
    await page.keyboard.type('note')
    await page.keyboard.press('Enter')
    const note = page.getByRole('textbox', { name: 'Text of the note' })
    await expect(note).toBeFocused()
    await page.keyboard.type('Look here')
    await expect.poll(async () => (await read()).nodes[0]?.values).toEqual({ text: 'Look here' })
    const box = await note.boundingBox()
    expect(Math.abs((box?.x ?? 0) + 140 - point.x)).toBeLessThan(8)
    expect(Math.abs((box?.y ?? 0) + 18 - point.y)).toBeLessThan(8)
  })

  test('Esc leaves the search without an effect', async ({ openEditorPage }) => {
    const { page, at } = await openEditorPage({ nodes })
    const point = await at(60, 400)
    await page.mouse.dblclick(point.x, point.y)
    await page.keyboard.type('invert')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('listbox')).toHaveCount(0)
    await expect(page.locator('.react-flow__node')).toHaveCount(3)
  })

  test('is panned by a drag, a middle drag, and Space with a drag over a card, which stays where it is', async ({
    openEditorPage,
  }) => {
    const { page, at, drag, card, title, positions } = await openEditorPage({ nodes })
    const before = await positions()
    const left = async (): Promise<number> => Math.round((await card('join').boundingBox())?.x ?? 0)
    const start = await left()
    const from = await at(100, 460)
    await drag(from, { x: from.x + 60, y: from.y })
    await expect.poll(async () => Math.abs((await left()) - start - 60)).toBeLessThan(6)
    await drag(from, { x: from.x + 60, y: from.y }, 'middle')
    await expect.poll(async () => Math.abs((await left()) - start - 120)).toBeLessThan(12)
    await page.keyboard.down('Space')
    const onCard = await title('join').boundingBox()
    if (onCard === null) throw new Error('the card is not to be seen')
    const there = { x: onCard.x + 100, y: onCard.y + 10 }
    await drag(there, { x: there.x - 90, y: there.y })
    await page.keyboard.up('Space')
    await expect.poll(async () => Math.abs((await left()) - start - 30)).toBeLessThan(18)
    // The drag would be stored by the time of the next action.
    await title('words').click()
    await page.keyboard.press('Shift+ArrowUp')
    await expect.poll(async () => (await positions())['words']?.y).toBe(-8)
    expect(await positions()).toEqual({ ...before, words: { x: -340, y: -8 } })
  })

  test('is zoomed by the wheel, around the pointer', async ({ openEditorPage }) => {
    const { page, at, card } = await openEditorPage({ nodes })
    const point = await at(-340, 0)
    const before = await card('words').boundingBox()
    await page.mouse.move(point.x, point.y)
    await page.mouse.wheel(0, -200)
    await expect
      .poll(async () => (await card('words').boundingBox())?.width ?? 0)
      .toBeGreaterThan((before?.width ?? 0) + 20)
    const after = await card('words').boundingBox()
    expect(Math.abs((after?.x ?? 0) - (before?.x ?? 0))).toBeLessThan(3)
  })

  test('is zoomed by the wheel over a text that has no more to scroll, and not over a longer one', async ({
    openEditorPage,
  }) => {
    const { page, card } = await openEditorPage({
      nodes: [nodes[0], makeNode('join', 'join-text', 60, 0), makeNode('long', 'text', 60, 300)].flatMap(
        (node) =>
          node === undefined
            ? []
            : node.id === 'long'
              ? [{ ...node, values: { text: 'line\n'.repeat(40) } }]
              : [node],
      ),
    })
    const wheelOver = async (id: string): Promise<void> => {
      const field = await card(id).getByRole('textbox', { name: 'Text' }).boundingBox()
      await page.mouse.move((field?.x ?? 0) + 40, (field?.y ?? 0) + 20)
      await page.mouse.wheel(0, 120)
    }
    const width = async () => (await card('words').boundingBox())?.width ?? 0
    const before = await width()
    await wheelOver('long')
    await expect
      .poll(() => page.evaluate<number>(`document.querySelector('[data-card="long"] textarea').scrollTop`))
      .toBeGreaterThan(0)
    expect(await width()).toBe(before)
    await wheelOver('words')
    await expect.poll(width).toBeLessThan(before - 5)
  })

  test('a double-click on a cable or a card selects no text', async ({ openEditorPage }) => {
    const { page, port, read } = await openEditorPage({ nodes, edges: [makeEdge('words.text > join.first')] })
    const from = await port('words', 'output', 'text').boundingBox()
    const to = await port('join', 'input', 'first').boundingBox()
    await page.mouse.dblclick(
      ((from?.x ?? 0) + (to?.x ?? 0)) / 2 + 6,
      ((from?.y ?? 0) + (to?.y ?? 0)) / 2 + 6,
    )
    await expect.poll(async () => (await read()).nodes.length).toBe(4)
    expect(await page.evaluate('String(getSelection())')).toBe('')
  })

  test('Ctrl and Shift with a click add to the selection and remove from it; a plain click selects one, on nothing none', async ({
    openEditorPage,
  }) => {
    const { title, selected, leave } = await openEditorPage({ nodes })
    await title('words').click()
    await expect.poll(selected).toEqual(['words'])
    await title('join').click({ modifiers: ['Control'] })
    await expect.poll(selected).toEqual(['join', 'words'])
    await title('invert').click({ modifiers: ['Shift'] })
    await expect.poll(selected).toEqual(['invert', 'join', 'words'])
    await title('join').click({ modifiers: ['Control'] })
    await expect.poll(selected).toEqual(['invert', 'words'])
    await title('join').click()
    await expect.poll(selected).toEqual(['join'])
    await leave()
    await expect.poll(selected).toEqual([])
  })

  test('Shift and a drag select what is in the box, which then is moved, clicked and deleted like any other', async ({
    openEditorPage,
  }) => {
    const { page, at, drag, selected, positions, card, title, leave } = await openEditorPage({ nodes })
    const before = await positions()
    const field = card('words').getByRole('textbox', { name: 'Text' })
    const box = async (): Promise<void> => {
      await page.keyboard.down('Shift')
      await drag(await at(-360, -40), await at(200, 200))
      await page.keyboard.up('Shift')
      await expect.poll(selected).toEqual(['join', 'words'])
    }
    await box()
    await drag(title('words'), await at(-200, 318))
    await expect.poll(async () => (await positions())['join']?.y).toBeGreaterThan(280)
    expect((await positions())['invert']).toEqual(before['invert'])
    await page.keyboard.press('Control+z')
    await expect.poll(positions).toEqual(before)
    await field.click()
    await expect(field).toBeFocused()
    await leave()
    await field.click()
    await box()
    await page.keyboard.press('Delete')
    await expect.poll(async () => Object.keys(await positions())).toEqual(['invert'])
  })

  test('several cards are dragged as one undo step', async ({ openEditorPage }) => {
    const { page, title, positions, drag } = await openEditorPage({
      nodes: [...nodes, makeNode('a', 'seed', 60, 320), makeNode('b', 'seed', 460, 320)],
    })
    const before = await positions()
    await page.keyboard.press('Control+a')
    const from = await title('join').boundingBox()
    if (from === null) throw new Error('the card is not to be seen')
    await drag(title('join'), { x: from.x + 140 + 83, y: from.y + 18 + 61 })
    await expect.poll(positions).not.toEqual(before)
    const after = await positions()
    const ways = Object.keys(before).map((id) => [
      (after[id]?.x ?? 0) - (before[id]?.x ?? 0),
      (after[id]?.y ?? 0) - (before[id]?.y ?? 0),
    ])
    expect(new Set(ways.map(String)).size).toBe(1)
    await page.keyboard.press('Control+z')
    await expect.poll(positions).toEqual(before)
  })

  test('a pinned card keeps its position when others are dragged, moved by keys and arranged', async ({
    openEditorPage,
  }) => {
    const { page, title, at, drag, positions } = await openEditorPage({
      nodes: [
        makeNode('words', 'text', -340, 40, { pinned: true, size: { width: 280, height: 120 } }),
        makeNode('join', 'join-text', 60, 0),
      ],
      edges: [makeEdge('words.text > join.first')],
    })
    await drag(title('words'), await at(-100, 400))
    await page.keyboard.press('Control+a')
    await drag(title('join'), await at(220, 318))
    await expect.poll(async () => (await positions())['join']).not.toEqual({ x: 60, y: 0 })
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+t')
    await expect.poll(async () => (await positions())['join']?.x).toBe(20)
    expect((await positions())['words']).toEqual({ x: -340, y: 40 })
  })

  test('a node type from the library goes where it is dropped, and into a cable', async ({
    openEditorPage,
  }) => {
    const { page, at, read, cables } = await openEditorPage({
      nodes: [makeNode('words', 'text', -340, 0), makeNode('join', 'join-text', 560, 0)],
      edges: [makeEdge('words.text > join.first')],
    })
    await page.keyboard.press('n')
    const entry = page
      .getByRole('complementary', { name: 'Nodes' })
      .getByRole('button', { name: 'Join text' })
      // In its own group: once it is placed, it is among the recent ones too.
      .last()
    const drop = async (x: number, y: number): Promise<void> => {
      const to = await at(x, y)
      await entry.dragTo(page.locator('.react-flow'), {
        targetPosition: { x: to.x - 44, y: to.y - 44 },
      })
    }
    await drop(200, 300)
    await expect.poll(async () => (await read()).nodes.length).toBe(3)
    expect(await cables()).toEqual(['words.text > join.first'])
    // Over the cable it shows which one it would go into.
    const from = await entry.boundingBox()
    const over = await at(240, 70)
    await page.mouse.move((from?.x ?? 0) + 40, (from?.y ?? 0) + 10)
    await page.mouse.down()
    await page.mouse.move(over.x - 20, over.y, { steps: 4 })
    await page.mouse.move(over.x, over.y, { steps: 2 })
    await expect(page.locator('.cable.halo')).toHaveCount(1)
    await page.mouse.up()
    await expect.poll(async () => (await read()).nodes.length).toBe(4)
    const fresh = (await read()).nodes.at(-1)?.id ?? ''
    expect(await cables()).toEqual([`${fresh}.text > join.first`, `words.text > ${fresh}.first`].toSorted())
  })
})
