import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import { remote, undo, valueAt, walkTo } from './controlsPage.ts'
import { makeNode } from './editorPage.ts'

describe('a seed', () => {
  test('of −1 says that it is random, and after a run the used number can be kept at no cost', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage({
      nodes: [
        makeNode('seed', 'seed', 0, 0, { values: { seed: 7 }, seedMode: 'randomize' }),
        makeNode('show', 'preview', 400, 0),
        { ...remote('paint', '/lora', { prompt: 'A' }), position: { x: 0, y: 200 }, mode: 'muted' },
      ],
      edges: [{ id: 'e', from: { node: 'seed', port: 'seed' }, to: { node: 'show', port: 'value' } }],
    })
    const { page, card, read } = editorPage
    const random = card('paint').getByRole('spinbutton', { name: 'Seed' })
    await expect(random).toHaveValue('Random at run')
    await random.focus()
    await expect(random).toHaveValue('-1')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Enter')
    const field = card('seed').getByRole('spinbutton', { name: 'Seed' })
    await expect(field).not.toHaveValue('7')
    const used = await field.inputValue()
    await card('seed').getByRole('button', { name: 'Keep this seed' }).click()
    await expect.poll(async () => (await read()).nodes[0]?.seedMode).toBe(undefined)
    expect(await valueAt(editorPage, 'seed')()).toBe(Number(used))
    await page.keyboard.press('Control+Enter')
    // Nothing is made again: the shown results are cached.
    await expect(card('seed').getByText('Reused')).toBeVisible()
    await expect(field).toHaveValue(used)
    await card('seed')
      .getByRole('combobox', { name: 'Seed at the next run' })
      .selectOption({ label: 'Increment: adds 1 after each run' })
    await expect.poll(async () => (await read()).nodes[0]?.seedMode).toBe('increment')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await read()).nodes[0]?.seedMode).toBe(undefined)
  })
})

describe('a list of LoRAs', () => {
  test('is added to, reordered and removed from by keys alone, up to three and no more', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage({
      nodes: [remote('paint', '/lora', { prompt: 'A', loras: [{ path: 'acme/a', scale: 1 }] })],
    })
    const { page, card } = editorPage
    const list = card('paint').getByRole('group', { name: 'LoRAs' })
    const paths = async () =>
      ((await valueAt(editorPage, 'loras')()) as { path: string }[]).map(({ path }) => path)
    const add = list.getByRole('button', { name: 'Add LoRA' })
    await walkTo(page, add)
    await page.keyboard.press('Enter')
    await expect(list.getByRole('textbox')).toHaveCount(2)
    const second = list.getByRole('textbox', { name: 'Weights of LoRA 2' })
    await expect(second).toBeFocused()
    await expect(second).toHaveAttribute('aria-invalid', 'false')
    await page.keyboard.type('acme/b')
    await page.keyboard.press('Tab')
    await page.keyboard.type('2')
    await page.keyboard.press('Enter')
    await expect.poll(valueAt(editorPage, 'loras')).toEqual([
      { path: 'acme/a', scale: 1 },
      { path: 'acme/b', scale: 2 },
    ])
    await add.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    // Without a run, an address that is missing is no error yet.
    await expect(list.getByRole('textbox', { name: 'Weights of LoRA 3' })).toHaveAttribute(
      'aria-invalid',
      'false',
    )
    await expect(list.getByText('3 of 3')).toBeVisible()
    await expect(add).toBeDisabled()
    await list.getByRole('button', { name: 'Move LoRA 3 up' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect.poll(paths).toEqual(['', 'acme/a', 'acme/b'])
    await list.getByRole('button', { name: 'Remove LoRA 1' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(paths).toEqual(['acme/a', 'acme/b'])
    await undo(page)
    await expect.poll(paths).toEqual(['', 'acme/a', 'acme/b'])
  })
})

describe('JSON', () => {
  test('that is invalid stays in its field with the position of the error, even if its card was drawn small meanwhile', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage({
      nodes: [{ ...makeNode('gone', '', 0, 0, { values: { settings: { a: 1 } } }), type: 'acme/gone' }],
    })
    const { page, card } = editorPage
    const field = card('gone').getByRole('textbox', { name: 'settings' })
    await walkTo(page, field)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('{"a": 2,')
    await expect(field).toHaveAccessibleDescription(/line 1, column 9/)
    await page.keyboard.press('Tab')
    await page.mouse.move(700, 700)
    await page.keyboard.press('Escape')
    for (let times = 0; times < 40; times++) await page.mouse.wheel(0, 1000)
    await expect(field).toHaveCount(0)
    await page.keyboard.press('f')
    await expect(field).toHaveValue('{"a": 2,')
    await field.focus()
    await page.keyboard.press('End')
    await page.keyboard.type(' "b": 3}')
    await expect.poll(valueAt(editorPage, 'settings')).toEqual({ a: 2, b: 3 })
    await page.keyboard.press('Tab')
    await page.keyboard.press('Shift+Tab')
    await undo(page)
    await expect.poll(valueAt(editorPage, 'settings')).toEqual({ a: 1 })
  })
})
