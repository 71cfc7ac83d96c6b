import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Node } from '#shared/document/workflow.ts'
import { makeEdge, makeNode, openDesk, withDesk } from './desk.ts'
import { openBrowser } from './editor.ts'
import { watchRenders } from './renders.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

const soon = { timeout: 4000 }

const paint: Node = {
  ...makeNode('paint', '', 0, 0, { values: { prompt: 'A harbour', width: 5000 } }),
  type: 'runcomfy/tongyi-mai/z-image/turbo/lora',
}
const nodes = [
  makeNode('words', 'text', -340, 0, { values: { text: 'Boats' } }),
  paint,
  makeNode('show', 'preview', 340, 0),
]
const edges = [makeEdge('words.text > paint.prompt'), makeEdge('paint.image > show.value')]

describe('the inspector', () => {
  test('has all inputs of the selected node with their words, and changes what the card shows', () =>
    withDesk(browser, { nodes, edges }, async ({ page, title, card, read }) => {
      await title('paint').click()
      await page.keyboard.press('i')
      const inspector = page.getByRole('complementary', { name: 'Inspector' })
      await expectPage(inspector.getByText('tongyi-mai/z-image/turbo/lora')).toBeVisible()
      const width = inspector.locator('[data-input=width]')
      await expectPage(width.getByText('256 to 1,536 · Default 1024')).toBeVisible()
      await expectPage(width.getByRole('paragraph').first()).toHaveText('5000 is above 1536.')
      await width.getByRole('spinbutton').fill('768')
      await page.keyboard.press('Enter')
      await expectPage(card('paint').getByRole('spinbutton', { name: 'Width' })).toHaveValue('768')
      await inspector.getByRole('radio', { name: 'Muted' }).check()
      await inspector.getByRole('textbox', { name: 'Title' }).fill('Harbour')
      await page.keyboard.press('Enter')
      await expectPage(title('paint')).toContainText('Harbour')
      await expect
        .poll(async () => (await read()).nodes.find(({ id }) => id === 'paint'), soon)
        .toMatchObject({ title: 'Harbour', mode: 'muted', values: { width: 768 } })
    }))

  test('leads to what is connected; Escape leaves a field with what was typed, then closes it', () =>
    withDesk(browser, { nodes, edges }, async ({ page, title, card, selected }) => {
      await title('paint').click()
      await page.keyboard.press('i')
      const inspector = page.getByRole('complementary', { name: 'Inspector' })
      await inspector.locator('[data-input=prompt]').getByRole('button', { name: 'words' }).click()
      await expect.poll(selected, soon).toEqual(['words'])
      await expectPage(card('words')).toBeFocused()
      const text = inspector.getByRole('textbox', { name: 'Text' })
      await text.fill('Trams')
      await page.keyboard.press('Escape')
      await expectPage(text).not.toBeFocused()
      await expectPage(text).toHaveValue('Trams')
      await page.keyboard.press('Escape')
      await expectPage(inspector).toHaveCount(0)
      await expectPage(card('words')).toBeFocused()
    }))

  test('shows what an output holds, and counts what is selected or all there is', () =>
    withDesk(browser, { nodes: nodes.slice(0, 1) }, async ({ page, title, leave }) => {
      await page.keyboard.press('i')
      const inspector = page.getByRole('complementary', { name: 'Inspector' })
      await expectPage(inspector.getByRole('textbox', { name: 'Name of the workflow' })).toHaveValue('Desk')
      await page.keyboard.press('Control+Enter')
      await title('words').click()
      await expectPage(inspector.locator('[data-output=text]').getByText('Boats')).toBeVisible()
      await expectPage(inspector.getByText('Done')).toBeVisible()
      await title('words').click()
      await page.keyboard.press('Control+d')
      await page.keyboard.press('Control+a')
      await expectPage(inspector.getByText('2 nodes')).toBeVisible()
      await inspector.getByRole('button', { name: 'Delete' }).click()
      await expectPage(inspector.getByText('Nodes', { exact: true }).locator('..')).toHaveText('Nodes0')
      await leave()
    }))

  test('remembers its width, which arrow keys change too', () =>
    withDesk(browser, { nodes }, async ({ page }) => {
      await page.keyboard.press('i')
      const edge = page.getByRole('separator', { name: 'Width of the inspector' })
      await edge.focus()
      for (let presses = 0; presses < 3; presses++) await page.keyboard.press('ArrowLeft')
      await expectPage(edge).toHaveAttribute('aria-valuenow', '388')
      await page.reload()
      await page.locator('[data-card]').first().waitFor()
      await page.keyboard.press('i')
      await expectPage(edge).toHaveAttribute('aria-valuenow', '388')
    }))

  test.each(['dark', 'light'] as const)('has no serious fault of access in the %s theme', async (theme) => {
    const desk = await openDesk(browser, { nodes, edges }, theme)
    try {
      await desk.page.keyboard.press('i')
      for (const key of [null, 'paint', 'Control+a']) {
        if (key === 'paint') await desk.title('paint').click()
        else if (key !== null) await desk.page.keyboard.press(key)
        const { violations } = await new AxeBuilder({ page: desk.page }).analyze()
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect(serious.map(({ id, nodes: [first] }) => `${id}: ${first?.html.slice(0, 200) ?? ''}`)).toEqual(
          [],
        )
      }
      expect(desk.complaints).toEqual([])
    } finally {
      await desk.close()
    }
  })
})

test('typing in a control draws its card again, and no other of forty', () => {
  const many = Array.from({ length: 40 }, (_, index) =>
    makeNode(`n${index}`, 'text', (index % 8) * 300 - 400, Math.floor(index / 8) * 180, {
      values: { text: 'Boats' },
    }),
  )
  const cables = many.slice(1).map((node, index) => makeEdge(`n${index}.text > ${node.id}.text`))
  return withDesk(
    browser,
    { nodes: many, edges: cables.slice(20), viewport: { x: 300, y: 60, zoom: 0.6 } },
    async ({ page, card }) => {
      const renders = await watchRenders(page)
      const field = card('n3').getByRole('textbox', { name: 'Text' })
      await field.click()
      await page.keyboard.press('End')
      await expectPage(page.locator('[data-card]')).toHaveCount(40)
      await renders.clear()
      await page.keyboard.type(' and trams', { delay: 20 })
      await expectPage(field).toHaveValue('Boats and trams')
      expect(await renders.read()).toEqual(['n3'])
    },
  )
})
