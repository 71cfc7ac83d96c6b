import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { describe } from 'vitest'
import { reload } from './editor.ts'
import { faultsOfAccess } from './access.ts'
import { expect, test } from './fixtures.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { makeEdge, makeNode } from './editorPage.ts'
import { drag, middleOfPane } from './maskPage.ts'
import { turbo } from '../cli/workflows.ts'

/** Four pictures, of which some are chosen and converted to grey. */
const workflow: Partial<Workflow> = {
  name: 'Desk',
  nodes: [
    makeNode('lines', 'text-lines', 0, 0, { values: { text: 'a boat\na lamp\na tram\na field' } }),
    {
      ...makeNode('make', '', 320, 0, { values: { seed: 7, image_size: 'square' } }),
      type: turbo(),
      collapsed: true,
    },
    makeNode('choose', 'choose', 320, 120),
    makeNode('after', 'blur', 640, 120),
  ],
  edges: [
    makeEdge('lines.lines > make.prompt'),
    makeEdge('make.image > choose.images'),
    makeEdge('choose.images > after.image'),
  ],
}

const card = (page: Page, node: string) => page.locator(`[data-card="${node}"]`)
const dialog = (page: Page) => page.getByRole('dialog', { name: 'choose' })
const options = (page: Page) => dialog(page).getByRole('option')

async function runToChoice(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('group', { name: 'choose needs you' })).toBeVisible()
}

describe('a run that asks which pictures to continue with', () => {
  test('is answered with the mouse, and does not ask again for the same pictures', async ({
    openEditorPage,
  }) => {
    const { page, card, read } = await openEditorPage(workflow)
    await runToChoice(page)
    await expect(card('choose')).toContainText('Needs you')
    await expect(page).toHaveTitle('? • Desk – Patchbay')
    await card('choose').getByRole('button', { name: 'Choose', exact: true }).click()
    await expect(options(page)).toHaveCount(4)
    await expect(dialog(page).getByRole('button', { name: 'Choose a picture' })).toBeDisabled()
    await options(page).nth(2).click()
    await options(page).nth(0).click()
    await expect(options(page).nth(0)).toHaveAccessibleName('Picture 1 of 4, chosen as number 2')
    await dialog(page).getByRole('button', { name: 'Use 2 pictures' }).click()
    await expect(dialog(page)).toHaveCount(0)
    await expect(card('after').locator('img')).toHaveCount(2)
    await expect
      .poll(async () => (await read()).nodes[2]?.values)
      .toMatchObject({
        chosen: { chosen: [2, 0] },
      })

    await page.keyboard.press('Control+Enter')
    await expect(card('after')).toContainText('Reused at no cost')
    await expect(page.getByRole('group', { name: 'choose needs you' })).toHaveCount(0)
    // One undo, and it is asked for again.
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await read()).nodes[2]?.values).toBe(undefined)
    await runToChoice(page)
  })

  test('is answered by one click on one of the pictures on the card', async ({ openEditorPage }) => {
    const { page, card, read } = await openEditorPage(workflow)
    await runToChoice(page)
    const pictures = card('choose').getByRole('button', { name: /^Use picture \d of 4$/ })
    await expect(pictures).toHaveCount(4)
    await pictures.nth(2).click()
    await expect(card('after').locator('img')).toHaveCount(1)
    await expect(page.getByRole('group', { name: 'choose needs you' })).toHaveCount(0)
    await expect.poll(async () => (await read()).nodes[2]?.values).toMatchObject({ chosen: { chosen: [2] } })
  })

  test('is answered with the keys alone, from the card', async ({ openEditorPage }) => {
    const { page, card } = await openEditorPage(workflow)
    await runToChoice(page)
    await card('choose').focus()
    await page.keyboard.press('Enter')
    await expect(options(page).nth(0)).toBeFocused()
    expect(await faultsOfAccess(page, '[role=dialog]')).toEqual([])
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await expect(options(page).nth(3)).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(dialog(page)).toHaveCount(0)
    await expect(card('choose')).toBeFocused()
    await expect(card('after').locator('img')).toHaveCount(1)
  })

  test('can be left for later, and is reached from the status line and the queue, after a reload too', async ({
    openEditorPage,
  }) => {
    const { page, card } = await openEditorPage(workflow)
    await runToChoice(page)
    await card('choose').getByRole('button', { name: 'Choose', exact: true }).click()
    await expect(options(page)).toHaveCount(4)
    await page.keyboard.press('Escape')
    await expect(dialog(page)).toHaveCount(0)
    await reload(page)
    await page.getByRole('button', { name: 'Desk needs you' }).click()
    await expect(options(page)).toHaveCount(4)
    await page.keyboard.press('Escape')
    await expect(dialog(page)).toHaveCount(0)
    await page.keyboard.press('q')
    const queue = page.getByRole('complementary', { name: 'Queue and history' })
    await expect(queue).toContainText('Needs you')
    await queue.getByRole('button', { name: 'Show what Desk asks' }).click()
    await expect(options(page).nth(0)).toBeFocused()
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await expect(card('after').locator('img')).toHaveCount(1)
  })

  test('survives a kill of its host: it is finished, asked again, and answered', async ({
    editor,
    openEditorPage,
  }) => {
    const { page: before } = await openEditorPage(workflow)
    await runToChoice(before)
    await before.close()
    await editor.kill()

    const page = await editor.open()
    await expect(card(page, 'choose')).toContainText('Interrupted')
    await page.getByRole('button', { name: 'Finish', exact: true }).first().click()
    await card(page, 'choose').getByRole('button', { name: 'Choose', exact: true }).click()
    await options(page).nth(1).click()
    await dialog(page).getByRole('button', { name: 'Use 1 picture' }).click()
    await expect(card(page, 'after').locator('img')).toHaveCount(1)
    // Four pictures, each paid for once.
    const ledger = await readFile(join(editor.home, 'practice/ledger.jsonl'), 'utf8')
    expect(ledger.split('\n').filter((line) => line.includes('"accepted"'))).toHaveLength(4)
  })

  test('is shown on its card and once beside it, and covers nothing; a cancelled run asks no more', async ({
    openEditorPage,
  }) => {
    const { page, card } = await openEditorPage(workflow)
    await runToChoice(page)
    await expect(page.getByRole('button', { name: 'Desk needs you' })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page.keyboard.press('Control+Alt+Enter')
    await expect(card('choose')).toContainText('Cancelled')
    await expect(card('choose').getByRole('button', { name: 'Choose', exact: true })).toHaveCount(0)
  })
})

test('masks for several pictures are painted one after the other', async ({ openEditorPage }) => {
  const several: Partial<Workflow> = {
    name: 'Desk',
    nodes: [
      makeNode('lines', 'text-lines', 0, 0, { values: { text: 'a boat\na lamp' } }),
      { ...makeNode('make', '', 320, 0, { values: { seed: 7, image_size: 'square' } }), type: turbo() },
      makeNode('mask', 'paint-mask', 640, 0),
    ],
    edges: [makeEdge('lines.lines > make.prompt'), makeEdge('make.image > mask.image')],
  }
  const { page, card: at } = await openEditorPage(several)
  await page.keyboard.press('Control+Enter')
  const band = page.getByRole('group', { name: 'mask needs you' })
  await expect(band).toContainText('1 more to answer')
  // The band has the button, and the field below it has none.
  await expect(at('mask').getByRole('button', { name: 'Paint mask' })).toHaveCount(1)
  await band.getByRole('button', { name: 'Paint mask' }).click()
  for (const _ of [1, 2]) {
    const { x, y } = await middleOfPane(page)
    await drag(page, [
      [x - 60, y],
      [x + 60, y],
    ])
    await page.getByRole('button', { name: 'Done', exact: true }).click()
  }
  await expect(page.getByText('Idle')).toBeVisible()
  await expect(page.locator('[data-mask-stage]')).toHaveCount(0)
  // Each picture with its mask.
  await expect(at('mask').getByRole('button', { name: /^Open the (image|mask) in the viewer$/ })).toHaveCount(
    4,
  )
})
