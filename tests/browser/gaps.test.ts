import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { Node } from '#shared/document/workflow.ts'
import { seriousFaults } from './access.ts'
import type { EditorPage } from './editorPage.ts'
import { makeEdge, makeNode } from './editorPage.ts'
import { expect, test } from './fixtures.ts'

const shot: Node = {
  ...makeNode('shot', '', 0, 0, { values: { width: 256, height: 256 } }),
  type: 'runcomfy/tongyi-mai/z-image/turbo',
}
const film = {
  nodes: [
    makeNode('script', 'text-lines', -340, 0, { values: { text: 'one\ntwo\nthree\nfour\nfive' } }),
    shot,
    makeNode('graded', 'turn', 340, 0),
    makeNode('sheet', 'image-grid', 680, 0),
  ],
  edges: [
    makeEdge('script.lines > shot.prompt'),
    makeEdge('shot.image > graded.image'),
    makeEdge('graded.image > sheet.images'),
  ],
}

let desk: EditorPage

/** Runs five shots, one after the other; the engine refuses the second. */
test.beforeEach(async ({ editor, engine, openEditorPage }) => {
  await engine.serve(editor)
  const settings = { engine: 'runcomfy', confirmAbove: 100, concurrency: 1 }
  await writeFile(join(editor.home, 'settings.json'), JSON.stringify(settings))
  desk = await openEditorPage(film)
  await engine.order({
    what: 'status',
    call: 'submit',
    status: 422,
    after: 1,
    times: 1,
    body: { detail: [] },
  })
})

const tiles = (within: Locator): Locator => within.getByRole('img', { name: /^Item \d is missing/ })
const panel = (page: Page, name: string): Locator => page.getByRole('complementary', { name })

test('of five shots, of which one is refused, four are shown in their places and one is named', async () => {
  const { page, card, title } = desk
  await page.keyboard.press('Control+Enter')
  await expect(card('sheet').getByRole('note', { name: 'Got 4 of 5 items.' })).toHaveText('4 of 5')
  await expect(card('graded').getByRole('note', { name: 'Got 4 of 5 items.' })).toHaveText('4 of 5')
  for (const node of ['shot', 'graded']) {
    await expect(tiles(card(node))).toHaveCount(1)
    await expect(tiles(card(node))).toHaveAccessibleName(
      /^Item 2 is missing\. shot: The engine does not accept/,
    )
    await expect(card(node).locator('[data-made] > div > *').nth(1)).toHaveAccessibleName(
      /^Item 2 is missing/,
    )
  }
  await expect(card('shot')).toContainText('1 of 5 failed')
  await page.reload()
  await expect(card('shot')).toContainText('1 of 5 failed')
  await title('graded').click()
  await page.keyboard.press('i')
  await expect(panel(page, 'Inspector')).toContainText('Item 2 is missing. shot:')
  await expect(tiles(panel(page, 'Inspector'))).toHaveCount(1)
  for (const part of ['[data-card="shot"]', '[data-card="graded"]', '[aria-label="Inspector"]'])
    expect(await seriousFaults(page, part)).toEqual([])
})

test('what failed is run again with the keyboard from the queue, and only that', async ({ engine }) => {
  const { page, card } = desk
  await page.keyboard.press('Control+Enter')
  await expect(card('sheet').getByRole('note', { name: 'Got 4 of 5 items.' })).toBeVisible()
  await page.keyboard.press('q')
  const row = panel(page, 'Queue and history')
  await expect(row).toContainText('Done in part')
  const before = (await engine.ledger()).length
  await row.getByRole('button', { name: /^Retry failed of / }).focus()
  await page.keyboard.press('Enter')
  await expect(row).toContainText('Done ·')
  await expect(tiles(page.locator('.react-flow'))).toHaveCount(0)
  await expect(card('sheet').getByRole('note')).toHaveCount(0)
  expect((await engine.ledger()).length - before).toBe(1)
})

test('a node that is all or nothing says so, and does not run where an item is missing', async () => {
  const { page, card, title, read } = desk
  await title('graded').click()
  await page.keyboard.press('i')
  await panel(page, 'Inspector').getByRole('checkbox', { name: 'All or nothing' }).focus()
  await page.keyboard.press('Space')
  await expect(card('graded').getByRole('img', { name: 'All or nothing' })).toBeVisible()
  await expect
    .poll(async () => (await read()).nodes.find(({ id }) => id === 'graded'))
    .toMatchObject({ allOrNothing: true })
  // Without the inspector all cards are in view.
  await page.keyboard.press('Escape')
  await expect(panel(page, 'Inspector')).toHaveCount(0)
  await page.keyboard.press('Control+Enter')
  await expect(card('sheet')).toContainText('Waits for')
  await expect(card('graded')).toContainText('Waits for')
  await expect(tiles(card('shot'))).toHaveCount(1)
})
