import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import { makeEdge, makeNode } from './editorPage.ts'

const nodes = [
  makeNode('words', 'text', -340, 0),
  makeNode('invert', 'invert-mask', 60, 0),
  makeNode('aside', 'invert-mask', 460, 260),
]
const group = { id: 'masks', title: 'Masks', position: { x: 40, y: -60 }, size: { width: 320, height: 400 } }

describe('a group', () => {
  test('is created around the selection, asks for its title, and has a colour; each is one undo step', async ({
    openEditorPage,
  }) => {
    const { page, title, read, card } = await openEditorPage({ nodes })
    const groups = async () => (await read()).groups ?? []
    await title('words').click()
    await title('invert').click({ modifiers: ['Shift'] })
    await page.keyboard.press('Control+g')
    await expect(page.getByRole('textbox', { name: 'Title of the group' })).toBeFocused()
    await page.keyboard.type('Beginning')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await groups())[0]?.title).toBe('Beginning')
    await page.getByRole('radio', { name: 'green' }).click()
    await expect.poll(async () => (await groups())[0]?.color).toBe('green')
    const frame = await page.getByRole('region', { name: 'Group Beginning' }).boundingBox()
    const inside = await card('words').boundingBox()
    expect((frame?.x ?? 0) < (inside?.x ?? 0) && (frame?.y ?? 0) < (inside?.y ?? 0)).toBe(true)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await groups())[0]?.color).toBe(undefined)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await groups())[0]?.title).toBe('Group')
    await page.keyboard.press('Control+z')
    await expect.poll(groups).toEqual([])
  })

  test('moves what is completely inside it, as one undo step, and nothing else', async ({
    openEditorPage,
  }) => {
    const { page, at, drag, positions } = await openEditorPage({ nodes, groups: [group] })
    const before = await positions()
    await drag(await at(120, -40), await at(220, 160))
    await expect.poll(positions).not.toEqual(before)
    const after = await positions()
    const way = (id: string): string =>
      `${(after[id]?.x ?? 0) - (before[id]?.x ?? 0)} ${(after[id]?.y ?? 0) - (before[id]?.y ?? 0)}`
    expect(way('invert')).toBe(way('masks'))
    expect([way('words'), way('aside')]).toEqual(['0 0', '0 0'])
    await page.keyboard.press('Control+z')
    await expect.poll(positions).toEqual(before)
  })

  test('moves the groups inside it, however deep, by a drag and by keys', async ({ openEditorPage }) => {
    const outer = {
      id: 'outer',
      title: 'Outer',
      position: { x: 0, y: -120 },
      size: { width: 400, height: 300 },
    }
    const inner = {
      id: 'inner',
      title: 'Inner',
      position: { x: 50, y: 60 },
      size: { width: 100, height: 60 },
    }
    const { page, at, drag, positions } = await openEditorPage({ nodes, groups: [outer, group, inner] })
    const before = await positions()
    const ids = ['masks', 'inner', 'invert']
    const ways = (after: typeof before) =>
      new Set(
        ['outer', ...ids].map(
          (id) =>
            `${(after[id]?.x ?? 0) - (before[id]?.x ?? 0)} ${(after[id]?.y ?? 0) - (before[id]?.y ?? 0)}`,
        ),
      )
    await drag(await at(200, -100), await at(260, 100))
    await expect.poll(positions).not.toEqual(before)
    expect(ways(await positions()).size).toBe(1)
    await page.keyboard.press('Control+z')
    await expect.poll(positions).toEqual(before)
    await page.keyboard.press('Shift+ArrowDown')
    await expect.poll(async () => [...ways(await positions())]).toEqual(['0 8'])
  })

  test('is undone while its title is still untouched', async ({ openEditorPage }) => {
    const { page, title, read } = await openEditorPage({ nodes })
    await title('words').click()
    await title('invert').click({ modifiers: ['Shift'] })
    await page.keyboard.press('Control+g')
    await expect(page.getByRole('textbox', { name: 'Title of the group' })).toBeFocused()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await read()).groups ?? []).toEqual([])
  })

  test('is resized by its corner, as one undo step', async ({ openEditorPage }) => {
    const { page, at, drag, read } = await openEditorPage({ nodes, groups: [group] })
    const size = async () => (await read()).groups?.[0]?.size
    const head = await at(120, -40)
    await page.mouse.click(head.x, head.y)
    await drag(await at(360, 340), await at(440, 400))
    await expect.poll(async () => (await size())?.width).toBeGreaterThan(370)
    await page.keyboard.press('Control+z')
    await expect.poll(size).toEqual(group.size)
  })

  test('is canvas: a double-click in it searches, and so does a cable that is dropped there', async ({
    openEditorPage,
  }) => {
    const { page, at, drag, port } = await openEditorPage({ nodes, groups: [group] })
    const empty = await at(100, 315)
    await page.mouse.dblclick(empty.x, empty.y)
    await expect(page.getByRole('combobox', { name: 'Add a node' })).toBeVisible()
    await page.keyboard.press('Escape')
    await drag(port('words', 'output', 'text'), empty)
    await expect(page.getByRole('combobox', { name: /can take a text/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.locator('.react-flow__edge')).toHaveCount(0)
  })

  test('is copied with its contents, and deleted without', async ({ openEditorPage }) => {
    const { page, at, read } = await openEditorPage({ nodes, groups: [group] })
    const head = await at(120, -40)
    await page.mouse.click(head.x, head.y)
    await page.keyboard.press('Control+d')
    await expect.poll(async () => (await read()).groups?.length).toBe(2)
    expect((await read()).nodes.map(({ title }) => title)).toEqual(['words', 'invert', 'aside', 'invert'])
    await page.keyboard.press('Control+z')
    await page.mouse.click(head.x, head.y)
    await page.keyboard.press('Delete')
    await expect.poll(async () => (await read()).groups?.length ?? 0).toBe(0)
    expect((await read()).nodes.length).toBe(3)
  })
})

describe('the selection', () => {
  test('is aligned and arranged, each as one undo step, with its frames', async ({ openEditorPage }) => {
    const { page, title, positions, read } = await openEditorPage({
      nodes,
      groups: [group],
      edges: [makeEdge('invert.mask > aside.mask')],
    })
    const before = await read()
    const run = async (words: string): Promise<void> => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type(words)
      await page.keyboard.press('Enter')
    }
    await title('invert').click()
    await title('aside').click({ modifiers: ['Control'] })
    await run('Align tops')
    await expect.poll(async () => (await positions())['aside']?.y).toBe(0)
    await page.keyboard.press('Control+z')
    await expect.poll(read).toEqual(before)
    await page.keyboard.press('Shift+t')
    await expect.poll(async () => (await positions())['aside']).toEqual({ x: 420, y: 0 })
    await page.keyboard.press('Control+z')
    await expect.poll(read).toEqual(before)
  })

  test('grows by type, by upstream and by downstream nodes', async ({ openEditorPage }) => {
    const { page, title, selected } = await openEditorPage({
      nodes: [...nodes, makeNode('join', 'join-text', 60, 330)],
      edges: [makeEdge('words.text > join.first')],
    })
    const choose = async (words: string): Promise<void> => {
      await page.keyboard.press('Control+k')
      await page.keyboard.type(words)
      await page.keyboard.press('Enter')
    }
    await title('invert').click()
    await choose('all of this type')
    await expect.poll(selected).toEqual(['aside', 'invert'])
    await title('join').click()
    await choose('select inputs')
    await expect.poll(selected).toEqual(['join', 'words'])
    await title('words').click()
    await choose('select consumers')
    await expect.poll(selected).toEqual(['join', 'words'])
  })
})

describe('a dragged card', () => {
  test('snaps to others, with a guide line; with Alt it does not', async ({ openEditorPage }) => {
    const { page, title, positions } = await openEditorPage({ nodes })
    const box = await title('aside').boundingBox()
    if (box === null) throw new Error('the card is not to be seen')
    const from = { x: box.x + 140, y: box.y + 18 }
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x - 4, from.y)
    await page.mouse.move(from.x - 60, from.y - 255, { steps: 6 })
    await expect(page.locator('.guide.y').first()).toBeVisible()
    await page.mouse.up()
    await expect(page.locator('.guide')).toHaveCount(0)
    await expect.poll(async () => (await positions())['aside']?.y).toBe(0)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await positions())['aside']?.y).toBe(260)
    await page.keyboard.down('Alt')
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x - 4, from.y)
    await page.mouse.move(from.x - 60, from.y - 255, { steps: 6 })
    await page.mouse.up()
    await page.keyboard.up('Alt')
    await expect.poll(async () => (await positions())['aside']?.y).toBe(5)
  })
})
