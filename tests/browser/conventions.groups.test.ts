import type { Browser } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeEdge, makeNode, withDesk } from './desk.ts'
import { openBrowser } from './editor.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const soon = { timeout: 4000 }

const nodes = [
  makeNode('words', 'text', -340, 0),
  makeNode('invert', 'invert-mask', 60, 0),
  makeNode('aside', 'invert-mask', 460, 260),
]
const group = { id: 'masks', title: 'Masks', position: { x: 40, y: -60 }, size: { width: 320, height: 190 } }

describe('a group', () => {
  test('is laid around what is selected, asks for its title, and takes a colour; each is one act', () =>
    withDesk(browser, { nodes }, async ({ page, title, read, card }) => {
      const groups = async () => (await read()).groups ?? []
      await title('words').click()
      await title('invert').click({ modifiers: ['Shift'] })
      await page.keyboard.press('Control+g')
      await expectPage(page.getByRole('textbox', { name: 'Title of the group' })).toBeFocused()
      await page.keyboard.type('Beginning')
      await page.keyboard.press('Enter')
      await expect.poll(async () => (await groups())[0]?.title, soon).toBe('Beginning')
      await page.getByRole('radio', { name: 'green' }).click()
      await expect.poll(async () => (await groups())[0]?.color, soon).toBe('green')
      const frame = await page.getByRole('region', { name: 'Group Beginning' }).boundingBox()
      const inside = await card('words').boundingBox()
      expect((frame?.x ?? 0) < (inside?.x ?? 0) && (frame?.y ?? 0) < (inside?.y ?? 0)).toBe(true)
      await page.keyboard.press('Control+z')
      await expect.poll(async () => (await groups())[0]?.color, soon).toBe(undefined)
      await page.keyboard.press('Control+z')
      await expect.poll(async () => (await groups())[0]?.title, soon).toBe('Group')
      await page.keyboard.press('Control+z')
      await expect.poll(groups, soon).toEqual([])
    }))

  test('takes along what lies whole inside it, as one act, and nothing else', () =>
    withDesk(browser, { nodes, groups: [group] }, async ({ page, at, drag, places }) => {
      const before = await places()
      await drag(await at(120, -40), await at(220, 160))
      await expect.poll(places, soon).not.toEqual(before)
      const after = await places()
      const way = (id: string): string =>
        `${(after[id]?.x ?? 0) - (before[id]?.x ?? 0)} ${(after[id]?.y ?? 0) - (before[id]?.y ?? 0)}`
      expect(way('invert')).toBe(way('masks'))
      expect([way('words'), way('aside')]).toEqual(['0 0', '0 0'])
      await page.keyboard.press('Control+z')
      await expect.poll(places, soon).toEqual(before)
    }))

  test('is made larger by its corner, as one act', () =>
    withDesk(browser, { nodes, groups: [group] }, async ({ page, at, drag, read }) => {
      const size = async () => (await read()).groups?.[0]?.size
      const head = await at(120, -40)
      await page.mouse.click(head.x, head.y)
      await drag(await at(360, 130), await at(440, 200))
      await expect.poll(async () => (await size())?.width, soon).toBeGreaterThan(370)
      await page.keyboard.press('Control+z')
      await expect.poll(size, soon).toEqual(group.size)
    }))

  test('is canvas: a double-click in it searches, and so does a cable that is dropped there', () =>
    withDesk(browser, { nodes, groups: [group] }, async ({ page, at, drag, port }) => {
      const empty = await at(100, 112)
      await page.mouse.dblclick(empty.x, empty.y)
      await expectPage(page.getByRole('combobox', { name: 'Add a node' })).toBeVisible()
      await page.keyboard.press('Escape')
      await drag(port('words', 'output', 'text'), empty)
      await expectPage(page.getByRole('combobox', { name: /can take a text/ })).toBeVisible()
      await page.keyboard.press('Escape')
      await expectPage(page.locator('.react-flow__edge')).toHaveCount(0)
    }))

  test('is copied with what lies in it, and taken away without', () =>
    withDesk(browser, { nodes, groups: [group] }, async ({ page, at, read }) => {
      const head = await at(120, -40)
      await page.mouse.click(head.x, head.y)
      await page.keyboard.press('Control+d')
      await expect.poll(async () => (await read()).groups?.length, soon).toBe(2)
      expect((await read()).nodes.map(({ title }) => title)).toEqual(['words', 'invert', 'aside', 'invert'])
      await page.keyboard.press('Control+z')
      await page.mouse.click(head.x, head.y)
      await page.keyboard.press('Delete')
      await expect.poll(async () => (await read()).groups?.length ?? 0, soon).toBe(0)
      expect((await read()).nodes.length).toBe(3)
    }))
})

describe('what is selected', () => {
  test('lines up and is tidied, each as one act, with frames along', () =>
    withDesk(
      browser,
      { nodes, groups: [group], edges: [makeEdge('invert.mask > aside.mask')] },
      async ({ page, title, places, read }) => {
        const before = await read()
        const run = async (words: string): Promise<void> => {
          await page.keyboard.press('Control+k')
          await page.keyboard.type(words)
          await page.keyboard.press('Enter')
        }
        await title('invert').click()
        await title('aside').click({ modifiers: ['Control'] })
        await run('Align tops')
        await expect.poll(async () => (await places())['aside']?.y, soon).toBe(0)
        await page.keyboard.press('Control+z')
        await expect.poll(read, soon).toEqual(before)
        await page.keyboard.press('Shift+t')
        await expect.poll(async () => (await places())['aside'], soon).toEqual({ x: 420, y: 0 })
        await page.keyboard.press('Control+z')
        await expect.poll(read, soon).toEqual(before)
      },
    ))

  test('grows by its type, by what feeds it and by what it feeds', () =>
    withDesk(
      browser,
      {
        nodes: [...nodes, makeNode('join', 'join-text', 60, 260)],
        edges: [makeEdge('words.text > join.first')],
      },
      async ({ page, title, selected }) => {
        const choose = async (words: string): Promise<readonly string[]> => {
          await page.keyboard.press('Control+k')
          await page.keyboard.type(words)
          await page.keyboard.press('Enter')
          return selected()
        }
        await title('invert').click()
        expect(await choose('all of this type')).toEqual(['aside', 'invert'])
        await title('join').click()
        expect(await choose('what feeds it')).toEqual(['join', 'words'])
        await title('words').click()
        expect(await choose('what it feeds')).toEqual(['join', 'words'])
      },
    ))
})

describe('a dragged card', () => {
  test('comes to lie level with others, and a line says so; with Alt it does not', () =>
    withDesk(browser, { nodes }, async ({ page, title, places }) => {
      const box = await title('aside').boundingBox()
      if (box === null) throw new Error('the card is not to be seen')
      const from = { x: box.x + 140, y: box.y + 18 }
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      await page.mouse.move(from.x - 4, from.y)
      await page.mouse.move(from.x - 60, from.y - 255, { steps: 6 })
      await expectPage(page.locator('.guide.y').first()).toBeVisible()
      await page.mouse.up()
      await expectPage(page.locator('.guide')).toHaveCount(0)
      await expect.poll(async () => (await places())['aside']?.y, soon).toBe(0)
      await page.keyboard.press('Control+z')
      await expect.poll(async () => (await places())['aside']?.y, soon).toBe(260)
      await page.keyboard.down('Alt')
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      await page.mouse.move(from.x - 4, from.y)
      await page.mouse.move(from.x - 60, from.y - 255, { steps: 6 })
      await page.mouse.up()
      await page.keyboard.up('Alt')
      await expect.poll(async () => (await places())['aside']?.y, soon).toBe(5)
    }))
})
