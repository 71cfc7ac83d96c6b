import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { openExample, openTemplate, type } from './library.ts'

const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const card = (page: Page, title: string): Locator =>
  page.getByRole('group', { name: new RegExp(`^${title}(,|$)`) }).first()
const status = (page: Page): Locator => page.getByRole('status').first()
const queue = (page: Page): Locator => page.getByRole('complementary', { name: 'Queue and history' })

test('while a run waits for the user the forecast shows the remaining cost', async ({ editor, engine }) => {
  await engine.serve(editor)
  const page = await openExample(editor)
  await openTemplate(editor, page, 'generate-paint-inpaint', 'Paint')
  await expect(page.getByText(/^2 jobs/)).toBeVisible()
  await engine.hold({ state: 'in_queue' })
  await button(page, 'Run').click()
  await engine.reached({ state: 'in_queue' })
  await expect(page.getByText(/1 running$/)).toBeVisible()
  await engine.release()
  await expect(status(page)).toHaveText('Needs you')
  await expect(page.getByText(/^1 job [^·]*· (at least|price)[^·]*$/)).toBeVisible()
  await expect(page.getByText(/\d running/)).toHaveCount(0)
})

test('jobs of a list of known length are counted, and the question before paying has the same number', async ({
  editor,
  engine,
}) => {
  await engine.serve(editor)
  const page = await openExample(editor)
  await openTemplate(editor, page, 'four-variations', 'Four')
  const before = (await engine.ledger()).length
  await expect(page.getByText(/^5 jobs/)).toBeVisible()
  await button(page, 'Run').click()
  await expect.poll(async () => (await engine.ledger()).length).toBe(before + 5)
  await expect(page.getByText('Idle')).toBeVisible()
  // Prices are known by now.
  await type(page, 'A tram in the rain')
  const price = page.getByText(/^\d jobs ≈ \$/)
  await expect(price).toBeVisible()
  const words = await price.innerText()
  await page.keyboard.press('Control+,')
  await page.getByRole('spinbutton', { name: 'Confirm runs over' }).fill('0')
  await page.keyboard.press('Escape')
  await button(page, 'Run').click()
  await expect(page.getByRole('dialog', { name: 'Run and pay' })).toContainText(`Runs ${words}.`)
})

test('before the first job the estimate has the list price of its engine, as the least that a job costs', async ({
  editor,
  engine,
}) => {
  await engine.serve(editor)
  const page = await openExample(editor)
  await expect(page.getByText(/^\d jobs? · at least \$/)).toBeVisible()
  await button(page, 'More ways to run').click()
  await expect(page.getByRole('menu')).toContainText(
    /Runs \d jobs? · at least \$[\d.]+\. The exact price is not known yet\./,
  )
})

test('an unknown job is shown as unknown beside Run, in the history and on its card, whose picture is marked as older', async ({
  editor,
  engine,
}) => {
  await engine.serve(editor)
  const page = await openExample(editor)
  await button(page, 'Run').click()
  await expect(page.getByText('Up to date')).toBeVisible()
  const prompt = card(page, 'Text to image').getByRole('textbox', { name: 'Prompt' })
  await prompt.fill('A tram in the rain')
  await prompt.blur()
  await engine.order({ what: 'drop', call: 'submit', accept: true })
  await button(page, 'Run').click()
  await expect(card(page, 'Text to image')).toContainText('Unknown')
  await expect(card(page, 'Text to image')).toContainText('From an earlier run')
  await expect(page.getByText('1 unknown', { exact: true })).toBeVisible()
  await page.keyboard.press('q')
  await expect(queue(page).getByText(/Unknown, may have been charged · Text to image/)).toBeVisible()
  // A run of it submits nothing, and says the same.
  const accepted = (await engine.ledger()).length
  await button(page, 'Run').click()
  await expect(queue(page).getByText(/Unknown, may have been charged · Text to image/)).toHaveCount(2)
  expect(await engine.ledger()).toHaveLength(accepted)
})

test('live without a key asks for it, tests it before it is used, and leaves the next keys to the canvas', async ({
  editor,
  engine,
}) => {
  editor.use({ PATCHBAY_API_URL: engine.url })
  const page = await openExample(editor)
  await button(page, 'Mode: Practice').click()
  await page.getByRole('menuitemradio', { name: /^Live/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a RunComfy key' })
  const field = page.getByRole('textbox', { name: 'RunComfy key' })
  await expect(field).toBeFocused()
  await field.fill('two words')
  await button(dialog, 'Test').click()
  await expect(dialog.getByRole('status')).toContainText('This has characters that no key has.')
  await field.press('Enter')
  await expect(dialog).toContainText('No key is set.')
  await button(dialog, 'Close').click()
  await expect(dialog).toHaveCount(0)
  // A run cannot proceed, and asks again.
  await page.keyboard.press('Control+Enter')
  await expect(field).toBeFocused()
  await expect(page.getByText(/RUNCOMFY_API_TOKEN/)).toHaveCount(0)
  await field.fill('key')
  await field.press('Enter')
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('The key works.')
  await button(page, 'Done').click()
  await expect(page.locator('button', { hasText: 'Add a RunComfy key' })).toHaveCount(0)
  await expect(page.getByText(/^2 jobs/)).toBeVisible()
  await button(page, 'Mode: Live').click()
  await page.getByRole('menuitemradio', { name: /^Practice/ }).click()
  // While it closes, keys are still the menu's.
  await expect(page.getByRole('menu')).toHaveCount(0)
  await page.keyboard.press('a')
  await expect(page.getByRole('complementary', { name: 'Results' })).toBeVisible()
})

test('while the host is unreachable no time is counted and nothing can be run', async ({
  editor,
  engine,
}) => {
  // The browser itself logs the failed connection.
  editor.allow(/ERR_CONNECTION_RE(?:FUSED|SET)|WebSocket connection/)
  await engine.serve(editor)
  const page = await openExample(editor)
  await engine.hold({ state: 'in_progress' })
  await button(page, 'Run').click()
  await engine.reached({ state: 'in_progress' })
  await page.keyboard.press('q')
  await expect(queue(page).getByText(/(^| · )Running · Text to image/)).toBeVisible()
  // The page has received its start: it need not undo events that it never received.
  await expect(card(page, 'Text to image')).toContainText(/\d s/)
  await editor.kill()
  await expect(button(page, 'Run')).toBeDisabled()
  await expect(status(page)).toHaveText(/^Disconnected/)
  await expect(page.getByText(/\d running/)).toHaveCount(0)
  await expect(queue(page).getByText(/(^| · )Unknown while the host is disconnected/)).toBeVisible()
  await expect(card(page, 'Text to image').locator('header')).toContainText('Not known')
  await expect(card(page, 'Text to image').locator('header')).not.toContainText(/\d s/)
})
