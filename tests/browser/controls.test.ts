import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import { remote, settingsOf, tabTo, undo, valueAt, walkTo } from './controlsPage.ts'
import { makeNode } from './editorPage.ts'

describe('a number', () => {
  const nodes = [makeNode('paint', 'resize', 0, 0, { values: { width: 512 } })]

  test('is typed as arithmetic by keyboard alone, stepped by the arrow keys, and one undo takes back one of both', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage({ nodes })
    const { page, card } = editorPage
    const width = valueAt(editorPage, 'width')
    const field = card('paint').getByRole('spinbutton', { name: 'Width' })
    await walkTo(page, field)
    await page.keyboard.type('512*2')
    await page.keyboard.press('Enter')
    await expect.poll(width).toBe(1024)
    await page.keyboard.type('+=8')
    await page.keyboard.press('Enter')
    await expect.poll(width).toBe(1032)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Control+ArrowUp')
    await expect.poll(width).toBe(1044)
    await page.keyboard.press('Control+z')
    await expect.poll(width).toBe(1032)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Shift+Tab')
    await undo(page)
    await expect.poll(width).toBe(1024)
    await page.keyboard.press('Control+z')
    await expect.poll(width).toBe(512)
  })

  test('changes when its field is dragged, and a drag is one undo step that Escape takes back', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage({ nodes })
    const { page, card, leave } = editorPage
    const width = valueAt(editorPage, 'width')
    const field = card('paint').getByRole('spinbutton', { name: 'Width' })
    const box = await field.boundingBox()
    if (box === null) throw new Error('The field is not to be seen.')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 30, y, { steps: 6 })
    await expect(field).not.toHaveValue('512')
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await expect(field).toHaveValue('512')
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 30, y, { steps: 6 })
    await page.mouse.up()
    await expect.poll(width).toBeGreaterThan(540)
    await leave()
    await page.keyboard.press('Control+z')
    await expect.poll(width).toBe(512)
  })

  test('turns by the wheel only while it is focused', async ({ openEditorPage }) => {
    const editorPage = await openEditorPage({ nodes })
    const { page, card } = editorPage
    const field = card('paint').getByRole('spinbutton', { name: 'Width' })
    await field.click()
    await page.mouse.wheel(0, -100)
    await expect(field).toHaveValue('513')
    await page.keyboard.press('Tab')
    await page.mouse.wheel(0, -100)
    await expect(page.locator('.react-flow__viewport')).not.toHaveAttribute('style', /scale\(1\)/)
    await expect(field).toHaveValue('513')
  })

  test('beyond its limits stays as it was typed, with the error beside it, and so does an invalid number', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage({ nodes })
    const { page, card } = editorPage
    const field = card('paint').getByRole('spinbutton', { name: 'Width' })
    await field.click()
    await page.keyboard.type('50000')
    await expect(page.locator('[data-problem-words]')).toHaveText('50000 is above 16384.')
    await page.keyboard.press('Enter')
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(field).toHaveAccessibleDescription(/50000 is above 16384/)
    await expect.poll(valueAt(editorPage, 'width')).toBe(50000)
    await page.keyboard.type('wide')
    await page.keyboard.press('Tab')
    await expect(field).toHaveValue('wide')
    await expect(field).toHaveAccessibleDescription(/must be a number, not "wide"/i)
    await page.keyboard.press('Control+Enter')
    await field.click()
    await page.keyboard.type('77')
    await page.keyboard.press('Escape')
    await expect(field).toHaveValue('wide')
  })

  test('is dim while it is the default, and its reset is reachable by keys', async ({ openEditorPage }) => {
    const editorPage = await openEditorPage({ nodes })
    const { page, card } = editorPage
    const field = card('paint').getByRole('spinbutton', { name: 'Width' })
    await walkTo(page, field)
    await page.keyboard.press('Shift+Tab')
    await expect(page.getByRole('button', { name: 'Reset Width to 1024' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(field).toHaveValue('1024')
    await expect.poll(valueAt(editorPage, 'width')).toBe(undefined)
    await page.keyboard.press('Control+z')
    await expect.poll(valueAt(editorPage, 'width')).toBe(512)
  })
})

describe('a text', () => {
  test('grows with its lines, is one undo step, and Escape leaves it with the typed text', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage({ nodes: [remote('paint', '', { prompt: 'A harbour' })] })
    const { page, card } = editorPage
    const prompt = valueAt(editorPage, 'prompt')
    const field = card('paint').getByRole('textbox', { name: 'Prompt' })
    const before = (await field.boundingBox())?.height ?? 0
    await walkTo(page, field)
    await page.keyboard.press('End')
    for (let line = 0; line < 5; line++) await page.keyboard.press('Enter')
    await page.keyboard.type('at dawn')
    await expect.poll(prompt).toBe('A harbour\n\n\n\n\nat dawn')
    expect((await field.boundingBox())?.height).toBeGreaterThan(before)
    await undo(page)
    await expect.poll(prompt).toBe('A harbour')
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(prompt).toBe('A harbour\n\n\n\n\nat dawn')
    await expect(field).toHaveAttribute('dir', 'auto')
  })
})

describe('a choice and a switch', () => {
  test('are changed by keys, typing the first letters, and undone', async ({ openEditorPage }) => {
    const editorPage = await openEditorPage({ nodes: [remote('paint', '', { prompt: 'A' })] })
    const { page, card } = editorPage
    await expect(card('paint').getByText('4:3 · 8 steps · PNG')).toBeVisible()
    await walkTo(page, settingsOf(editorPage))
    await page.keyboard.press('Enter')
    const field = card('paint').getByRole('combobox', { name: 'Size' })
    await expect(field.locator('option:checked')).toHaveText('Landscape 4:3 · 1024 × 768')
    await expect(field).toHaveAttribute('title', 'landscape_4_3')
    await tabTo(page, field)
    await page.keyboard.type('portrait 1')
    await expect.poll(valueAt(editorPage, 'image_size')).toBe('portrait_16_9')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Shift+Tab')
    await undo(page)
    await expect.poll(valueAt(editorPage, 'image_size')).toBe(undefined)
    await expect(field).toHaveValue('4')
  })

  test('a value that is not among the choices is shown as it is', async ({ openEditorPage }) => {
    const editorPage = await openEditorPage({
      nodes: [remote('paint', '', { prompt: 'A', image_size: 'huge' })],
    })
    await settingsOf(editorPage).click()
    const field = editorPage.card('paint').getByRole('combobox', { name: 'Size' })
    await expect(field.locator('option:checked')).toHaveText('"huge"')
    await expect(field).toHaveAccessibleDescription(/"huge" is none of square_hd/)
    await field.selectOption({ label: 'Square · 512 × 512' })
    await expect.poll(valueAt(editorPage, 'image_size')).toBe('square')
  })

  test('a switch is toggled by mouse and by Space', async ({ openEditorPage }) => {
    const editorPage = await openEditorPage({ nodes: [makeNode('on', 'boolean', 0, 0)] })
    const { page, card } = editorPage
    const field = card('on').getByRole('switch')
    await field.click()
    await expect.poll(valueAt(editorPage, 'boolean')).toBe(true)
    await page.keyboard.press('Space')
    await expect.poll(valueAt(editorPage, 'boolean')).toBe(false)
    await page.keyboard.press('Control+z')
    await expect(field).toBeChecked()
  })
})
