import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { openExample, openTemplate, textOn, type } from './library.ts'

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
  await expect(page.getByText(/1 already running$/)).toBeVisible()
  await engine.release()
  await expect(status(page)).toHaveText('Needs you')
  await expect(page.getByText(/^1 job, [^,]*$/)).toBeVisible()
  await expect(page.getByText(/already running/)).toHaveCount(0)
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
  await expect(page.getByText('Up to date')).toBeVisible()
  expect(await engine.ledger()).toHaveLength(before + 5)
  // Prices are known by now.
  await type(page, 'A tram in the rain')
  const price = page.getByText(/^\d jobs, about \$/)
  await expect(price).toBeVisible()
  const words = await price.innerText()
  await page.keyboard.press('Control+,')
  await page.getByRole('spinbutton', { name: 'Ask before runs above' }).fill('0')
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
  await expect(page.getByText(/^\d jobs?, at least \$/)).toBeVisible()
  await button(page, 'More ways to run').click()
  await expect(page.getByRole('menu')).toContainText(
    /Runs \d jobs?, at least \$[\d.]+\. The exact price is not known yet\./,
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
  const prompt = card(page, 'Generate').getByRole('textbox', { name: 'Prompt' })
  await prompt.fill('A tram in the rain')
  await prompt.blur()
  await engine.order({ what: 'drop', call: 'submit', accept: true })
  await button(page, 'Run').click()
  await expect(card(page, 'Generate')).toContainText('Unknown')
  await expect(card(page, 'Generate')).toContainText('From an earlier run')
  await expect(page.getByText('1 unknown', { exact: true })).toBeVisible()
  await page.keyboard.press('q')
  await expect(queue(page).getByText(/^Unknown, may have been charged · Generate/)).toBeVisible()
  // A run of it submits nothing, and says the same.
  const accepted = (await engine.ledger()).length
  await button(page, 'Run').click()
  await expect(queue(page).getByText(/^Unknown, may have been charged · Generate/)).toHaveCount(2)
  expect(await engine.ledger()).toHaveLength(accepted)
})

test('without a key a link to its field is offered, and is gone when there is one', async ({
  editor,
  engine,
}) => {
  editor.use({ PATCHBAY_API_URL: engine.url })
  const page = await openExample(editor)
  await page.getByRole('combobox', { name: 'Mode' }).selectOption('live')
  // By its text: in a message with the role alert the library hides the button from assistive technology.
  const add = page.locator('button', { hasText: 'Add a key for RunComfy' })
  await expect(add).toBeVisible()
  await button(page, 'Run').click()
  await expect(textOn(page, 'There is no key for RunComfy yet.')).toBeVisible()
  await expect(page.getByText(/RUNCOMFY_API_TOKEN/)).toHaveCount(0)
  await expect(add).toHaveCount(2)
  await add.last().click()
  const field = page.getByLabel('New RunComfy key')
  await expect(field).toBeFocused()
  await field.fill('key')
  await page
    .getByRole('group', { name: 'RunComfy key' })
    .getByRole('button', { name: 'Use this key' })
    .click()
  await expect(add).toHaveCount(0)
  await expect(page.getByText(/^2 jobs/)).toBeVisible()
})

test('while the host is unreachable no time is counted and nothing can be run', async ({
  editor,
  engine,
}) => {
  // The browser itself logs the failed connection.
  editor.allow(/ERR_CONNECTION_REFUSED|WebSocket connection/)
  await engine.serve(editor)
  const page = await openExample(editor)
  await engine.hold({ state: 'in_progress' })
  await button(page, 'Run').click()
  await engine.reached({ state: 'in_progress' })
  await page.keyboard.press('q')
  await expect(queue(page).getByText(/^Running · Generate/)).toBeVisible()
  // The page has received its start: it need not undo events that it never received.
  await expect(card(page, 'Generate').locator('header')).toContainText(/\d s/)
  await editor.kill()
  await expect(button(page, 'Run')).toBeDisabled()
  await expect(status(page)).toHaveText(/^The host is gone/)
  await expect(page.getByText(/already running/)).toHaveCount(0)
  await expect(queue(page).getByText(/^Unknown while the host is disconnected/)).toBeVisible()
  await expect(card(page, 'Generate').locator('header')).toContainText('Not known')
  await expect(card(page, 'Generate').locator('header')).not.toContainText(/\d s/)
})
