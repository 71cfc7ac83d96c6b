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
  makeNode('join', 'join-text', 60, 0),
  makeNode('invert', 'invert-mask', 460, 0),
]

describe('a cable', () => {
  test('is laid from an output to an input, and the other way round', () =>
    withDesk(browser, { nodes }, async ({ drag, port, cables }) => {
      await drag(port('words', 'output', 'text'), port('join', 'input', 'second'))
      await expect.poll(cables, soon).toEqual(['words.text > join.second'])
      await drag(port('join', 'input', 'first'), port('words', 'output', 'text'))
      await expect.poll(cables, soon).toEqual(['words.text > join.first', 'words.text > join.second'])
    }))

  test('dropped on the body of a node takes the first port that fits', () =>
    withDesk(
      browser,
      { nodes, edges: [makeEdge('words.text > join.first')] },
      async ({ drag, port, title, cables }) => {
        await drag(port('words', 'output', 'text'), title('join'))
        // The first input is taken already.
        await expect.poll(cables, soon).toEqual(['words.text > join.first', 'words.text > join.second'])
      },
    ))

  test('is refused in words where it does not fit, and ports that cannot take it are faded', () =>
    withDesk(browser, { nodes }, async ({ page, drag, port, title }) => {
      const from = await port('words', 'output', 'text').boundingBox()
      const to = await port('invert', 'input', 'mask').boundingBox()
      if (from === null || to === null) throw new Error('ports are not to be seen')
      await page.mouse.move(from.x + 6, from.y + 6)
      await page.mouse.down()
      await page.mouse.move(to.x - 60, to.y + 6, { steps: 5 })
      await expectPage(port('invert', 'input', 'mask')).toHaveClass(/fades/)
      await expectPage(port('join', 'output', 'text')).toHaveClass(/fades/)
      await expectPage(port('join', 'input', 'first')).not.toHaveClass(/fades/)
      await page.mouse.move(to.x + 6, to.y + 6, { steps: 5 })
      await page.mouse.up()
      await expectPage(page.getByText('A text cannot become a mask.')).toBeVisible()
      await expectPage(port('invert', 'input', 'mask')).not.toHaveClass(/fades/)
      await drag(port('words', 'output', 'text'), title('invert'))
      await expectPage(page.getByText(/A text cannot become a mask|no input that takes a text/)).toBeVisible()
      await expectPage(page.locator('.react-flow__edge')).toHaveCount(0)
    }))

  test('dropped on empty canvas opens the search of what fits, and connects at once', () =>
    withDesk(browser, { nodes }, async ({ page, drag, port, at, read, cables }) => {
      await drag(port('words', 'output', 'text'), await at(100, 460))
      const list = page.getByRole('listbox')
      await expectPage(list).toBeVisible()
      await expectPage(list.getByRole('option', { name: /^Join text/ })).toBeVisible()
      await expectPage(list.getByRole('option', { name: /^Invert mask/ })).toHaveCount(0)
      await page.keyboard.type('join')
      await page.keyboard.press('Enter')
      await expect.poll(async () => (await read()).nodes.length, soon).toBe(4)
      const fresh = (await read()).nodes.at(-1)?.id ?? ''
      expect(await cables()).toEqual([`words.text > ${fresh}.first`])
      await page.keyboard.press('Control+z')
      await expect.poll(async () => (await read()).nodes.length, soon).toBe(3)
      expect(await cables()).toEqual([])
    }))

  test('is taken off its input and put into another, or dropped into nothing', () =>
    withDesk(
      browser,
      { nodes, edges: [makeEdge('words.text > join.first')] },
      async ({ drag, port, at, cables }) => {
        await drag(port('join', 'input', 'first'), port('join', 'input', 'second'))
        await expect.poll(cables, soon).toEqual(['words.text > join.second'])
        await drag(port('join', 'input', 'second'), await at(100, 460))
        await expect.poll(cables, soon).toEqual([])
      },
    ))

  test('a double-click on it puts a reroute into it', () =>
    withDesk(
      browser,
      { nodes, edges: [makeEdge('words.text > join.first')] },
      async ({ page, port, cables, read }) => {
        const from = await port('words', 'output', 'text').boundingBox()
        const to = await port('join', 'input', 'first').boundingBox()
        if (from === null || to === null) throw new Error('ports are not to be seen')
        await page.mouse.dblclick((from.x + to.x) / 2 + 6, (from.y + to.y) / 2 + 6)
        await expect.poll(async () => (await read()).nodes.length, soon).toBe(4)
        const reroute = (await read()).nodes.find(({ type }) => type === 'local/reroute')?.id ?? ''
        expect(await cables()).toEqual(
          [`${reroute}.value > join.first`, `words.text > ${reroute}.value`].toSorted(),
        )
      },
    ))

  test('a node that is dropped on it goes into it, as one act', () =>
    withDesk(
      browser,
      {
        nodes: [
          makeNode('words', 'text', -340, 0),
          makeNode('join', 'join-text', 460, 0),
          makeNode('between', 'join-text', 60, 330, { collapsed: true }),
        ],
        edges: [makeEdge('words.text > join.first')],
      },
      async ({ page, title, at, drag, cables, places }) => {
        const before = await places()
        await drag(title('between'), await at(200, 64))
        await expect.poll(cables, soon).toEqual(['between.text > join.first', 'words.text > between.first'])
        await page.keyboard.press('Control+z')
        await expect.poll(cables, soon).toEqual(['words.text > join.first'])
        expect(await places()).toEqual(before)
      },
    ))
})
