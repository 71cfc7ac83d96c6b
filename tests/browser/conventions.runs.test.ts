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

const words = makeNode('words', 'text', -340, 0, { values: { text: 'A harbour' } })
const more = makeNode('more', 'text', -340, 240, { values: { text: 'at dawn' } })
const join = makeNode('join', 'join-text', 60, 0)
const show = makeNode('show', 'preview', 460, 0)
const edges = [
  makeEdge('words.text > join.first'),
  makeEdge('more.text > join.second'),
  makeEdge('join.text > show.value'),
]

describe('a run', () => {
  test('is started by keys, and ahead of the queue by others', () =>
    withDesk(browser, { nodes: [words, more, join, show], edges }, async ({ page, card }) => {
      await page.keyboard.press('Control+Enter')
      await expectPage(card('show').getByText('A harbour at dawn')).toBeVisible(soon)
      await page.keyboard.press('Control+Shift+Enter')
      await page.keyboard.press('q')
      await expectPage(page.getByRole('complementary').getByText(/Done/)).toHaveCount(2, soon)
    }))

  test('pushes down what its results would cover, and that is nothing to undo', () =>
    withDesk(
      browser,
      {
        nodes: [words, makeNode('high', 'preview', 60, 0), makeNode('low', 'preview', 60, 90)],
        edges: [makeEdge('words.text > high.value'), makeEdge('words.text > low.value')],
      },
      async ({ page, card }) => {
        const between = async (): Promise<number> => {
          const [high, low] = [await card('high').boundingBox(), await card('low').boundingBox()]
          return (low?.y ?? 0) - (high?.y ?? 0) - (high?.height ?? 0)
        }
        await page.keyboard.press('Control+Enter')
        await expectPage(card('high').getByText('A harbour')).toBeVisible(soon)
        await expectPage(card('low').getByText('A harbour')).toBeVisible(soon)
        await expect.poll(between, soon).toBeGreaterThan(0)
        await page.keyboard.press('Control+z')
        await expectPage(card('low').getByText('A harbour')).toBeVisible()
        expect(await between()).toBeGreaterThan(0)
      },
    ))

  test('is cancelled by keys', () =>
    withDesk(
      browser,
      {
        nodes: [
          {
            id: 'draw',
            type: 'runcomfy/tongyi-mai/z-image/turbo',
            position: { x: 0, y: 0 },
            values: { prompt: 'A boat' },
          },
          makeNode('show', 'preview', 460, 0),
        ],
        edges: [makeEdge('draw.image > show.value')],
      },
      async ({ page }) => {
        await page.keyboard.press('Control+Enter')
        await expectPage(page.getByRole('button', { name: 'Cancel', exact: true })).toBeVisible()
        await page.keyboard.press('Control+Alt+Enter')
        await page.keyboard.press('q')
        await expectPage(page.getByRole('complementary').getByText(/Cancelled/)).toBeVisible(soon)
      },
    ))

  test('is not undone: an undo after it takes back an edit, and the result stays', () =>
    withDesk(
      browser,
      { nodes: [words, more, join, show], edges },
      async ({ page, card, title, read, leave }) => {
        await title('words').click()
        await page.keyboard.press('Shift+ArrowDown')
        await page.keyboard.press('Control+Enter')
        await expectPage(card('show').getByText('A harbour at dawn')).toBeVisible(soon)
        await leave()
        await page.keyboard.press('Control+z')
        await expect.poll(async () => (await read()).nodes[0]?.position.y, soon).toBe(0)
        await expectPage(card('show').getByText('A harbour at dawn')).toBeVisible()
      },
    ))

  test('says before it begins which required input a muted node starves', () =>
    withDesk(
      browser,
      {
        nodes: [
          makeNode('shape', 'shape-mask', -340, 0, { mode: 'muted' }),
          makeNode('invert', 'invert-mask', 60, 0),
          makeNode('show', 'preview', 460, 0),
        ],
        edges: [makeEdge('shape.mask > invert.mask'), makeEdge('invert.mask > show.value')],
      },
      async ({ page, card }) => {
        const words = 'Skipped: shape is muted.'
        await expectPage(card('invert').getByLabel(words)).toHaveCount(1, soon)
        await page.keyboard.press('Control+Enter')
        await expectPage(card('show').getByText('Skipped: shape is muted')).toBeVisible(soon)
      },
    ))

  test('passes by a bypassed node: its output is the first input of the same type', () =>
    withDesk(
      browser,
      { nodes: [words, more, { ...join, mode: 'bypassed' as const }, show], edges },
      async ({ page, card }) => {
        await page.keyboard.press('Control+Enter')
        await expectPage(card('show').getByText('A harbour', { exact: true })).toBeVisible(soon)
      },
    ))

  test.each([
    ['increment', '42'],
    ['decrement', '40'],
    ['fixed', '41'],
  ] as const)(
    'with the seed mode %s the number that was typed is used first, then the one that is shown: %s',
    (seedMode, shown) =>
      withDesk(
        browser,
        {
          nodes: [
            makeNode('seed', 'seed', -340, 0, { values: { seed: 41 }, seedMode }),
            makeNode('show', 'preview', 60, 0),
          ],
          edges: [makeEdge('seed.seed > show.value')],
        },
        async ({ page, card }) => {
          await page.keyboard.press('Control+Enter')
          await expectPage(card('show').getByText('41', { exact: true }).first()).toBeVisible(soon)
          await expectPage(card('seed').getByRole('spinbutton').first()).toHaveValue('41')
          await page.keyboard.press('Control+Enter')
          await expectPage(card('show').getByText(shown, { exact: true }).first()).toBeVisible(soon)
          await expectPage(card('seed').getByRole('spinbutton').first()).toHaveValue(shown)
        },
      ),
  )

  test('with the seed mode randomize draws another number for each, and shows the one that was used', () =>
    withDesk(
      browser,
      {
        nodes: [
          makeNode('seed', 'seed', -340, 0, { values: { seed: 41 }, seedMode: 'randomize' }),
          makeNode('show', 'preview', 60, 0),
        ],
        edges: [makeEdge('seed.seed > show.value')],
      },
      async ({ page, card, read }) => {
        await page.keyboard.press('Control+Enter')
        const number = async () => (await read()).nodes[0]?.values?.['seed']
        await expect.poll(number, soon).not.toBe(41)
        const used = await number()
        await expectPage(card('show').getByText(JSON.stringify(used))).toBeVisible(soon)
        await expectPage(card('seed').getByRole('spinbutton').first()).toHaveValue(JSON.stringify(used))
      },
    ))
})
