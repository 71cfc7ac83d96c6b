import type { Locator, Page } from '@playwright/test'
import { isSaved, reload } from './editor.ts'
import { makeEdge, makeNode } from './editorPage.ts'
import { expect, test } from './fixtures.ts'
import { openExample, openWorkflow, openSaved, openTemplate, prompt, tabs, textOn, type } from './library.ts'

const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const card = (page: Page, title: string): Locator =>
  page.getByRole('group', { name: new RegExp(`^${title}(,|$)`) }).first()
const pictures = (page: Page): Locator => page.locator('.react-flow__node img')
/** The picture on the card: its address without the path that changes at each start of a host. */
const picture = async (page: Page): Promise<string | undefined> =>
  (await card(page, 'Text to image').locator('img').getAttribute('src'))?.replace(/^.*\//, '')
const status = (page: Page): Locator => page.getByRole('status').first()
const queue = (page: Page): Locator => page.getByRole('complementary', { name: 'Queue and history' })

/** Runs the canvas to its end. */
async function runAll(page: Page): Promise<void> {
  await button(page, 'Run').click()
  await expect(pictures(page)).toHaveCount(4)
  await expect(status(page)).toHaveText('Idle')
}

test('the pictures stay on the cards when a waiting run is cancelled, also after the page is reloaded', async ({
  editor,
  engine,
}) => {
  await engine.serve(editor)
  const page = await openExample(editor)
  await engine.hold({ state: 'in_queue' })
  await button(page, 'Run').click()
  await engine.reached({ state: 'in_queue' })
  await type(page, 'A tram in the rain')
  await button(page, 'Run').click()
  await page.keyboard.press('q')
  const waiting = queue(page).getByRole('region', { name: 'Waiting (1)' })
  await button(waiting, /^Cancel/).click()
  await expect(waiting).toHaveCount(0)
  await engine.release()
  await expect(pictures(page)).toHaveCount(4)
  await expect(status(page)).toHaveText('Idle')
  const made = await picture(page)
  for (const again of [false, true]) {
    if (again) await reload(page)
    await expect(pictures(page)).toHaveCount(4)
    expect(await picture(page)).toBe(made)
    await expect(page.locator('.react-flow__node').getByText('Waiting')).toHaveCount(0)
    await expect(page.locator('.react-flow__node').getByText('Cancelled')).toHaveCount(0)
  }
})

test('after a crash in the middle of a run the earlier pictures stay, and the run is reported and finished', async ({
  editor,
  engine,
}) => {
  // The browser itself logs the failed connection.
  editor.allow(/ERR_CONNECTION_RE(?:FUSED|SET)|WebSocket connection/)
  await engine.serve(editor)
  const before = await openSaved(editor)
  await runAll(before)
  const made = await picture(before)
  await type(before, 'A tram in the rain')
  await engine.hold({ state: 'in_progress' })
  await button(before, 'Run').click()
  await engine.reached({ state: 'in_progress' })
  // A second one waits, and is cancelled by the user after the crash.
  await type(before, 'A tram in the snow')
  await button(before, 'Run').click()
  await expect(status(before)).toContainText('1 waiting')
  await editor.kill()
  await before.close()
  await editor.start()

  const page = await editor.open()
  await expect(card(page, 'Text to image')).toContainText('Interrupted')
  await expect(pictures(page)).toHaveCount(4)
  expect(await picture(page)).toBe(made)
  const toast = page.getByText('2 runs were interrupted.')
  await expect(toast).toBeVisible()
  await button(page, 'Show them').click()
  await expect(toast).toHaveCount(0)
  await button(queue(page), /^Cancel/)
    .first()
    .click()
  await expect(queue(page).getByText(/(^| · )Cancelled/)).toHaveCount(1)
  await expect(card(page, 'Text to image')).toContainText('Interrupted')
  await engine.release()
  await button(page, 'Finish').click()
  await expect.poll(() => picture(page)).not.toBe(made)
  await expect(status(page)).toHaveText('Idle')
  await expect(pictures(page)).toHaveCount(4)
  await expect(card(page, 'Text to image')).not.toContainText('Interrupted')
})

test('a run of a saved workflow shows in every window that has it open, and is cancelled there', async ({
  editor,
  engine,
}) => {
  await engine.serve(editor)
  const one = await openSaved(editor)
  const other = await editor.open()
  await expect(prompt(other)).toBeVisible()
  await engine.hold({ state: 'in_queue' })
  await button(one, 'Run').click()
  await engine.reached({ state: 'in_queue' })
  await expect(card(other, 'Text to image')).toContainText('Queued')
  await button(other, 'Cancel').click()
  await expect(status(one)).toHaveText('Idle')
  await expect(card(one, 'Text to image')).toContainText('Cancelled')
  await expect(card(other, 'Text to image')).toContainText('Cancelled')
  await engine.release()
  await button(one, 'Run').click()
  await expect(pictures(other)).toHaveCount(4)
  expect(await picture(other)).toBe(await picture(one))
})

test('a workflow that is opened shows its earlier results', async ({ editor, engine }) => {
  await engine.serve(editor)
  const page = await openExample(editor)
  await openTemplate(editor, page, 'generate-then-inpaint', 'Mine')
  await runAll(page)
  await button(tabs(page), 'Close Mine').click()
  await expect(pictures(page)).toHaveCount(0)
  await openWorkflow(page, 'Mine')
  await expect(pictures(page)).toHaveCount(4)
})

test('a job that had started when it was cancelled continues and is charged, which is reported', async ({
  editor,
  engine,
}) => {
  await engine.serve(editor)
  const page = await openExample(editor)
  await engine.hold({ state: 'in_progress' })
  await button(page, 'Run').click()
  await engine.reached({ state: 'in_progress' })
  await button(page, 'Cancel').click()
  const words = 'Cancelled. The job had started, so it continues and will be charged.'
  await expect(textOn(page, words)).toBeVisible()
  for (const again of [false, true]) {
    if (again) await reload(page)
    await expect(card(page, 'Text to image')).toContainText('Cancelled, will be charged')
  }
  await expect(button(page, /^Run/).first()).toContainText('1 running')
})

test('an edit marks its result and those downstream as outdated, undo brings them back, and a reload keeps the mark', async ({
  openEditorPage,
}) => {
  const { page, card: at } = await openEditorPage({
    nodes: [
      makeNode('words', 'text', -340, 0, { values: { text: 'A harbour' } }),
      makeNode('join', 'join-text', 0, 0, { values: { second: 'at dawn' } }),
      makeNode('other', 'text', -340, 260, { values: { text: 'A tram' } }),
    ],
    edges: [makeEdge('words.text > join.first')],
  })
  const outdated = page.locator('[data-card] [data-state="outdated"]')
  await page.keyboard.press('Control+Enter')
  await expect(at('join').getByText('A harbour at dawn')).toBeVisible()
  await expect(outdated).toHaveCount(0)
  const field = at('words').getByRole('textbox').first()
  await field.fill('A forest')
  await expect(outdated).toHaveCount(2)
  await expect(page.getByRole('group', { name: /^words, .*Outdated$/ })).toBeVisible()
  await expect(page.getByRole('group', { name: /^join, .*Outdated$/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await expect(outdated).toHaveCount(0)
  await page.keyboard.press('Control+Shift+z')
  await expect(outdated).toHaveCount(2)
  await isSaved(page)
  await reload(page)
  await expect(outdated).toHaveCount(2)
  await page.keyboard.press('Control+Enter')
  await expect(at('join').getByText('A forest at dawn')).toBeVisible()
  await expect(outdated).toHaveCount(0)
})
