import type { Page } from '@playwright/test'
import { describe } from 'vitest'
import { expect, test } from './fixtures.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { turbo } from '../cli/workflows.ts'
import type { EditorPage } from './editorPage.ts'
import { makeEdge, makeNode } from './editorPage.ts'

const workflow: Partial<Workflow> = {
  name: 'Desk',
  nodes: [
    {
      ...makeNode('make', '', 0, 0, { values: { prompt: 'a lamp', seed: 1, image_size: 'square' } }),
      type: turbo(),
    },
    makeNode('after', 'blur', 360, 0),
  ],
  edges: [makeEdge('make.image > after.image')],
}

const picture = (editorPage: EditorPage, node: string) => editorPage.card(node).locator('img').first()
const source = async (editorPage: EditorPage, node: string): Promise<string> =>
  (await picture(editorPage, node).getAttribute('src')) ?? ''
const results = (page: Page) => page.getByRole('group', { name: 'Results of make' })
const button = (editorPage: EditorPage, name: string) =>
  editorPage.card('make').getByRole('button', { name, exact: true })

/** Whether a node shows a new picture. */
async function isNew(editorPage: EditorPage, node: string, before: readonly string[]): Promise<boolean> {
  const shown = (await picture(editorPage, node).count()) > 0
  return shown && !before.includes(await source(editorPage, node))
}

/** Makes three pictures with three seeds; returns their addresses, in the order of making. */
async function makeThree(editorPage: EditorPage): Promise<readonly string[]> {
  const made: string[] = []
  const blurred: string[] = []
  for (const seed of ['1', '2', '3']) {
    const field = editorPage.card('make').getByRole('spinbutton', { name: 'Seed' })
    await field.fill(seed)
    await field.blur()
    await editorPage.leave()
    await editorPage.page.keyboard.press('Control+Enter')
    await expect.poll(() => isNew(editorPage, 'make', made)).toBe(true)
    await expect.poll(() => isNew(editorPage, 'after', blurred)).toBe(true)
    await expect(editorPage.page.getByRole('status').first()).toHaveText('Idle')
    blurred.push(await source(editorPage, 'after'))
    made.push(await source(editorPage, 'make'))
  }
  return made
}

describe('the versions of a node', () => {
  test('are browsed with the mouse, which changes nothing; one is pinned, in one undo step', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage(workflow)
    const { page, read } = editorPage
    const [first, second, third] = await makeThree(editorPage)
    const before = await read()
    const blurred = await source(editorPage, 'after')
    await picture(editorPage, 'make').hover()
    await expect(results(page)).toContainText('3 of 3')
    await button(editorPage, 'The result before').click()
    await expect(results(page)).toContainText('2 of 3')
    await expect(picture(editorPage, 'make')).toHaveAttribute('src', second ?? '')
    await button(editorPage, 'The result before').click()
    await expect(picture(editorPage, 'make')).toHaveAttribute('src', first ?? '')
    await expect(editorPage.card('make')).toContainText('Preview only')
    expect(await read()).toEqual(before)

    await results(page).getByRole('button', { name: 'Use this result' }).click()
    await expect(editorPage.card('make')).toContainText('Pinned result')
    await expect.poll(async () => (await read()).nodes[0]?.take !== undefined).toBe(true)
    // The next node uses it, and the node itself does not run.
    await page.keyboard.press('Control+Enter')
    await expect(picture(editorPage, 'after')).not.toHaveAttribute('src', blurred)
    await expect(picture(editorPage, 'make')).toHaveAttribute('src', first ?? '')
    await page.keyboard.press('Control+z')
    await expect(editorPage.card('make')).not.toContainText('Pinned result')
    await expect.poll(read).toEqual(before)
    await page.keyboard.press('Control+Shift+z')
    await button(editorPage, 'Unpin result').last().click()
    await expect.poll(read).toEqual(before)
    await page.keyboard.press('Control+Enter')
    await expect(picture(editorPage, 'make')).toHaveAttribute('src', third ?? '')
  })

  test('are browsed and pinned with the keys alone', async ({ openEditorPage }) => {
    const editorPage = await openEditorPage(workflow)
    const { page } = editorPage
    const [first] = await makeThree(editorPage)
    await editorPage.card('make').focus()
    await expect(results(page)).toContainText('3 of 3')
    await page.keyboard.press('[')
    await expect(results(page)).toContainText('2 of 3')
    await page.keyboard.press('[')
    await page.keyboard.press('[')
    await expect(picture(editorPage, 'make')).toHaveAttribute('src', first ?? '')
    await page.keyboard.press(']')
    await expect(results(page)).toContainText('2 of 3')
    await page.keyboard.press('p')
    await expect(editorPage.card('make')).toContainText('Pinned result')
    await page.keyboard.press('Control+z')
    await expect(editorPage.card('make')).not.toContainText('Pinned result')
  })

  test('are compared, removed from the list, and shown in the inspector', async ({ openEditorPage }) => {
    const editorPage = await openEditorPage(workflow, { still: true })
    const { page } = editorPage
    const made = await makeThree(editorPage)
    await picture(editorPage, 'make').hover()
    await button(editorPage, 'The result before').click()
    await button(editorPage, 'Compare two results').click()
    const compared = page.getByRole('group', { name: 'Two pictures' })
    await expect(page.getByRole('slider', { name: 'Line between the two pictures' })).toBeVisible()
    await expect(compared).toContainText(/Version 3 of 3 · .*Version 2 of 3 · /)
    const others = page.getByRole('list', { name: 'Results to compare with' }).getByRole('button')
    await others.nth(2).click()
    await expect(compared).toContainText(/Version 1 of 3 · .*Version 2 of 3 · /)
    await page.keyboard.press('Escape')
    await picture(editorPage, 'make').hover()
    await button(editorPage, 'Remove this result').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
    await picture(editorPage, 'make').hover()
    await expect(results(page)).toContainText('2 of 2')
    await expect(picture(editorPage, 'make')).toHaveAttribute('src', made[2] ?? '')
    await editorPage.title('make').click()
    await page.keyboard.press('i')
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    const look = inspector.getByRole('button', { name: /^Look at result 1 of 2, just now · seed 1/ })
    await look.click()
    await expect(picture(editorPage, 'make')).toHaveAttribute('src', made[0] ?? '')
    await inspector.getByRole('button', { name: 'Use this result' }).last().click()
    await expect(editorPage.card('make')).toContainText('Pinned result')
  })
})
