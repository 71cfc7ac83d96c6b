import { describe } from 'vitest'
import { reload } from './editor.ts'
import { seriousFaults } from './access.ts'
import { expect, test } from './fixtures.ts'
import type { Node } from '#shared/document/workflow.ts'
import { makeEdge, makeNode } from './editorPage.ts'
import { watchRenders } from './renders.ts'

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
  test('has all inputs of the selected node with their descriptions, and changes what the card shows', async ({
    openEditorPage,
  }) => {
    const { page, title, card, read } = await openEditorPage({ nodes, edges })
    await card('paint')
      .getByRole('button', { name: /^Settings/ })
      .click()
    await title('paint').click()
    await page.keyboard.press('i')
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    await expect(inspector.getByText('RunComfy · tongyi-mai/z-image/turbo/lora')).toBeVisible()
    const width = inspector.locator('[data-input=width]')
    await expect(width.getByText('256 to 1,536 · Default 1024')).toBeVisible()
    await expect(width.getByRole('paragraph').first()).toHaveText('5000 is above 1536.')
    await width.getByRole('spinbutton').fill('768')
    await page.keyboard.press('Enter')
    await expect(card('paint').getByRole('spinbutton', { name: 'Width' })).toHaveValue('768')
    await inspector.getByRole('radio', { name: 'Muted' }).check()
    await inspector.getByRole('textbox', { name: 'Title' }).fill('Harbour')
    await page.keyboard.press('Enter')
    await expect(title('paint')).toContainText('Harbour')
    await expect
      .poll(async () => (await read()).nodes.find(({ id }) => id === 'paint'))
      .toMatchObject({ title: 'Harbour', mode: 'muted', values: { width: 768 } })
  })

  test('shows the notes of a finished node, like its card', async ({ openEditorPage }) => {
    const caption = makeNode('caption', 'text-on-image', 340, 0, { values: { text: 'Hello', size: 1 } })
    const { page, title, card } = await openEditorPage({
      nodes: [{ ...paint, values: { prompt: 'A harbour', width: 256, height: 256 } }, caption],
      edges: [makeEdge('paint.image > caption.image')],
    })
    await page.keyboard.press('Control+Enter')
    const words = /^“Hello” does not fit on the picture: /
    await expect(card('caption').getByRole('note', { name: words })).toBeVisible()
    await title('caption').click()
    await page.keyboard.press('i')
    await expect(page.getByRole('complementary', { name: 'Inspector' }).getByText(words)).toBeVisible()
  })

  test('links to connected nodes; Escape leaves a field with its text, then closes it', async ({
    openEditorPage,
  }) => {
    const { page, title, card, selected } = await openEditorPage({ nodes, edges })
    await title('paint').click()
    await page.keyboard.press('i')
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    await inspector.locator('[data-input=prompt]').getByRole('button', { name: 'words' }).click()
    await expect.poll(selected).toEqual(['words'])
    await expect(card('words')).toBeFocused()
    const text = inspector.getByRole('textbox', { name: 'Text' })
    await text.fill('Trams')
    await page.keyboard.press('Escape')
    await expect(text).not.toBeFocused()
    await expect(text).toHaveValue('Trams')
    await page.keyboard.press('Escape')
    await expect(inspector).toHaveCount(0)
    await expect(card('words')).toBeFocused()
  })

  test('shows the values of outputs, and counts the selection or everything', async ({ openEditorPage }) => {
    const { page, title, leave } = await openEditorPage({ nodes: nodes.slice(0, 1) })
    await page.keyboard.press('i')
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    await expect(inspector.getByRole('textbox', { name: 'Name of the workflow' })).toHaveValue('Desk')
    await page.keyboard.press('Control+Enter')
    await title('words').click()
    await expect(inspector.locator('[data-output=text]').getByText('Boats')).toBeVisible()
    await expect(inspector.getByText('Done')).toBeVisible()
    await title('words').click()
    await page.keyboard.press('Control+d')
    await page.keyboard.press('Control+a')
    await expect(inspector.getByText('2 nodes')).toBeVisible()
    await inspector.getByRole('button', { name: 'Delete' }).click()
    await expect(inspector.getByText('Nodes', { exact: true }).locator('..')).toHaveText('Nodes0')
    await leave()
  })

  test('remembers its width, which arrow keys change too', async ({ openEditorPage }) => {
    const { page } = await openEditorPage({ nodes })
    await page.keyboard.press('i')
    const edge = page.getByRole('separator', { name: 'Width of the inspector' })
    await edge.focus()
    for (let presses = 0; presses < 3; presses++) await page.keyboard.press('ArrowLeft')
    await expect(edge).toHaveAttribute('aria-valuenow', '388')
    await reload(page)
    await page.locator('[data-card]').first().waitFor()
    await page.keyboard.press('i')
    await expect(edge).toHaveAttribute('aria-valuenow', '388')
  })

  test.for(['dark', 'light'] as const)(
    'has no serious accessibility problem in the %s theme',
    async (theme, { openEditorPage }) => {
      const editorPage = await openEditorPage({ nodes, edges }, { theme })
      await editorPage.page.keyboard.press('i')
      await expect(editorPage.page.getByRole('complementary', { name: 'Inspector' })).toBeVisible()
      for (const key of [null, 'paint', 'Control+a']) {
        if (key === 'paint') await editorPage.title('paint').click()
        else if (key !== null) await editorPage.page.keyboard.press(key)
        expect(await seriousFaults(editorPage.page)).toEqual([])
      }
    },
  )
})

test('typing in a control renders its card again, and no other of forty', async ({ openEditorPage }) => {
  const many = Array.from({ length: 40 }, (_, index) =>
    makeNode(`n${index}`, 'text', (index % 8) * 300 - 400, Math.floor(index / 8) * 180, {
      values: { text: 'Boats' },
    }),
  )
  const cables = many.slice(1).map((node, index) => makeEdge(`n${index}.text > ${node.id}.text`))
  const { page, card } = await openEditorPage({
    nodes: many,
    edges: cables.slice(20),
    viewport: { x: 300, y: 60, zoom: 0.6 },
  })
  const renders = await watchRenders(page)
  const field = card('n3').getByRole('textbox', { name: 'Text' })
  await field.click()
  await page.keyboard.press('End')
  await expect(page.locator('[data-card]')).toHaveCount(40)
  await renders.clear()
  await page.keyboard.type(' and trams')
  await expect(field).toHaveValue('Boats and trams')
  expect(await renders.read()).toEqual(['n3'])
})
