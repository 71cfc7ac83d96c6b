import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import { makeEdge, makeNode } from './editorPage.ts'

const nodes = [
  makeNode('words', 'text', -340, 0),
  makeNode('join', 'join-text', 60, 0),
  makeNode('invert', 'invert-mask', 460, 0),
]

describe('a cable', () => {
  test('is connected from an output to an input, and the other way round', async ({ openEditorPage }) => {
    const { drag, port, cables } = await openEditorPage({ nodes })
    await drag(port('words', 'output', 'text'), port('join', 'input', 'second'))
    await expect.poll(cables).toEqual(['words.text > join.second'])
    await drag(port('join', 'input', 'first'), port('words', 'output', 'text'))
    await expect.poll(cables).toEqual(['words.text > join.first', 'words.text > join.second'])
  })

  test('dropped on the body of a node takes the first port that fits', async ({ openEditorPage }) => {
    const { drag, port, title, cables } = await openEditorPage({
      nodes,
      edges: [makeEdge('words.text > join.first')],
    })
    await drag(port('words', 'output', 'text'), title('join'))
    // The first input is taken already.
    await expect.poll(cables).toEqual(['words.text > join.first', 'words.text > join.second'])
  })

  test('is refused with a reason where it does not fit, and ports that cannot take it are dimmed', async ({
    openEditorPage,
  }) => {
    const { page, drag, port, title } = await openEditorPage({ nodes })
    const from = await port('words', 'output', 'text').boundingBox()
    const to = await port('invert', 'input', 'mask').boundingBox()
    if (from === null || to === null) throw new Error('ports are not to be seen')
    await page.mouse.move(from.x + 6, from.y + 6)
    await page.mouse.down()
    await page.mouse.move(to.x - 60, to.y + 6, { steps: 5 })
    await expect(port('invert', 'input', 'mask')).toHaveClass(/fades/)
    await expect(port('join', 'output', 'text')).toHaveClass(/fades/)
    await expect(port('join', 'input', 'first')).not.toHaveClass(/fades/)
    await page.mouse.move(to.x + 6, to.y + 6, { steps: 5 })
    await page.mouse.up()
    await expect(page.getByText('A text cannot become a mask.')).toBeVisible()
    await expect(port('invert', 'input', 'mask')).not.toHaveClass(/fades/)
    await drag(port('words', 'output', 'text'), title('invert'))
    await expect(page.getByText(/A text cannot become a mask|no input that takes a text/)).toBeVisible()
    await expect(page.locator('.react-flow__edge')).toHaveCount(0)
  })

  test('that is drawn shows the ports of controls that take it; else they show with their card, and by Tab', async ({
    openEditorPage,
  }) => {
    const { page, at, port, title, leave } = await openEditorPage({
      nodes: [...nodes, makeNode('blur', 'blur', 460, 260)],
      edges: [makeEdge('words.text > join.first')],
    })
    const text = port('join', 'input', 'second')
    const radius = port('blur', 'input', 'radius')
    await page.mouse.move(0, 0)
    await expect(text).toHaveCSS('opacity', '0')
    // With a cable, and where only a cable brings something.
    for (const shown of [port('join', 'input', 'first'), port('blur', 'input', 'image')])
      await expect(shown).toHaveCSS('opacity', '1')
    await title('join').hover()
    await expect(text).toHaveCSS('opacity', '1')
    await title('join').click()
    await page.mouse.move(0, 0)
    await expect(text).toHaveCSS('opacity', '1')
    await leave()
    await page.mouse.move(0, 0)
    await expect(text).toHaveCSS('opacity', '0')
    await text.focus()
    await expect(text).toHaveCSS('opacity', '1')
    await leave()
    const from = await port('words', 'output', 'text').boundingBox()
    const to = await at(-20, 460)
    await page.mouse.move((from?.x ?? 0) + 6, (from?.y ?? 0) + 6)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y, { steps: 5 })
    await expect(text).toHaveCSS('opacity', '1')
    await expect(radius).toHaveCSS('opacity', '0')
    await page.keyboard.press('Escape')
    await page.mouse.up()
  })

  test('dropped on empty canvas opens the search of matching nodes, and connects at once', async ({
    openEditorPage,
  }) => {
    const { page, drag, port, at, read, cables } = await openEditorPage({ nodes })
    await drag(port('words', 'output', 'text'), await at(100, 460))
    const list = page.getByRole('listbox')
    await expect(list).toBeVisible()
    await expect(list.getByRole('option', { name: /^Join text/ })).toBeVisible()
    await expect(list.getByRole('option', { name: /^Invert mask/ })).toHaveCount(0)
    await page.keyboard.type('join')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await read()).nodes.length).toBe(4)
    const fresh = (await read()).nodes.at(-1)?.id ?? ''
    expect(await cables()).toEqual([`words.text > ${fresh}.first`])
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await read()).nodes.length).toBe(3)
    expect(await cables()).toEqual([])
  })

  test('is moved from its input to another, or dropped into nothing', async ({ openEditorPage }) => {
    const { drag, port, at, cables } = await openEditorPage({
      nodes,
      edges: [makeEdge('words.text > join.first')],
    })
    await drag(port('join', 'input', 'first'), port('join', 'input', 'second'))
    await expect.poll(cables).toEqual(['words.text > join.second'])
    await drag(port('join', 'input', 'second'), await at(100, 460))
    await expect.poll(cables).toEqual([])
  })

  test('a double-click on it puts a reroute into it', async ({ openEditorPage }) => {
    const { page, port, cables, read } = await openEditorPage({
      nodes,
      edges: [makeEdge('words.text > join.first')],
    })
    const from = await port('words', 'output', 'text').boundingBox()
    const to = await port('join', 'input', 'first').boundingBox()
    if (from === null || to === null) throw new Error('ports are not to be seen')
    await page.mouse.dblclick((from.x + to.x) / 2 + 6, (from.y + to.y) / 2 + 6)
    await expect.poll(async () => (await read()).nodes.length).toBe(4)
    const reroute = (await read()).nodes.find(({ type }) => type === 'local/reroute')?.id ?? ''
    expect(await cables()).toEqual(
      [`${reroute}.value > join.first`, `words.text > ${reroute}.value`].toSorted(),
    )
  })

  test('a node that is dropped on it is inserted into it, as one undo step', async ({ openEditorPage }) => {
    const { page, title, at, drag, cables, positions } = await openEditorPage({
      nodes: [
        makeNode('words', 'text', -340, 0),
        makeNode('join', 'join-text', 460, 0),
        makeNode('between', 'join-text', 60, 330, { collapsed: true }),
      ],
      edges: [makeEdge('words.text > join.first')],
    })
    const before = await positions()
    await drag(title('between'), await at(200, 64))
    await expect.poll(cables).toEqual(['between.text > join.first', 'words.text > between.first'])
    await page.keyboard.press('Control+z')
    await expect.poll(cables).toEqual(['words.text > join.first'])
    expect(await positions()).toEqual(before)
  })

  test('shows over a card which port would take it, and stays while the search for a node is open', async ({
    openEditorPage,
  }) => {
    const { page, port, title, at } = await openEditorPage({
      nodes,
      edges: [makeEdge('words.text > join.first')],
    })
    const from = await port('words', 'output', 'text').boundingBox()
    const over = await title('join').boundingBox()
    await page.mouse.move((from?.x ?? 0) + 6, (from?.y ?? 0) + 6)
    await page.mouse.down()
    await page.mouse.move((over?.x ?? 0) + 140, (over?.y ?? 0) + 18, { steps: 6 })
    await expect(page.locator('[data-takes]')).toHaveAttribute('data-port', 'input second')
    const empty = await at(100, 460)
    await page.mouse.move(empty.x, empty.y, { steps: 4 })
    await expect(page.locator('[data-takes]')).toHaveCount(0)
    await page.mouse.up()
    await expect(page.getByRole('listbox')).toBeVisible()
    await expect(page.locator('.cable.pending')).toHaveCount(1)
    await page.keyboard.press('Escape')
    await expect(page.locator('.cable.pending')).toHaveCount(0)
  })

  test('has a menu that inserts a node, for which its neighbours make room in the same undo step', async ({
    openEditorPage,
  }) => {
    const { page, port, read, cables, positions, card } = await openEditorPage({
      nodes,
      edges: [makeEdge('words.text > join.first')],
    })
    const before = await positions()
    const middle = async () => {
      const from = await port('words', 'output', 'text').boundingBox()
      const to = await port('join', 'input', 'first').boundingBox()
      return { x: ((from?.x ?? 0) + (to?.x ?? 0)) / 2 + 6, y: ((from?.y ?? 0) + (to?.y ?? 0)) / 2 + 6 }
    }
    const { x, y } = await middle()
    await page.mouse.click(x, y, { button: 'right' })
    await page.getByRole('menuitem', { name: 'Insert node here' }).click()
    await page.keyboard.type('join text')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await read()).nodes.length).toBe(4)
    const fresh = (await read()).nodes.at(-1)?.id ?? ''
    expect(await cables()).toEqual([`${fresh}.text > join.first`, `words.text > ${fresh}.first`].toSorted())
    const boxes = await Promise.all(['words', fresh, 'join', 'invert'].map((id) => card(id).boundingBox()))
    const rights = boxes.map((box) => (box?.x ?? 0) + (box?.width ?? 0))
    expect((boxes[1]?.x ?? 0) > (rights[0] ?? 0) && (boxes[2]?.x ?? 0) > (rights[1] ?? 0)).toBe(true)
    await page.keyboard.press('Control+z')
    await expect.poll(positions).toEqual(before)
    expect(await cables()).toEqual(['words.text > join.first'])
  })

  test('gets a reroute where its menu was opened', async ({ openEditorPage }) => {
    const { page, port, read } = await openEditorPage({
      nodes,
      edges: [makeEdge('words.text > join.first')],
    })
    const from = await port('words', 'output', 'text').boundingBox()
    const to = await port('join', 'input', 'first').boundingBox()
    const x = ((from?.x ?? 0) + (to?.x ?? 0)) / 2 + 6
    await page.mouse.click(x, ((from?.y ?? 0) + (to?.y ?? 0)) / 2 + 6, { button: 'right' })
    await page.getByRole('menuitem', { name: 'Add reroute' }).click()
    await expect.poll(async () => (await read()).nodes.at(-1)?.type).toBe('local/reroute')
    const box = await page.locator('[data-card].reroute').boundingBox()
    expect(Math.abs((box?.x ?? 0) + (box?.width ?? 0) / 2 - x)).toBeLessThan(12)
  })
})
