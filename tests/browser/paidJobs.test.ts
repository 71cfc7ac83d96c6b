import type { Locator, Page } from '@playwright/test'
import type { Editor } from './editor.ts'
import { reload } from './editor.ts'
import type { Engine } from './engine.ts'
import { expect, test } from './fixtures.ts'
import { NAME, isSavedAs, openExample, openWorkflow, openTemplate, prompt, textOn, type } from './library.ts'

const MODEL = 'tongyi-mai/z-image/turbo'

const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const card = (page: Page, title: string): Locator =>
  page.getByRole('group', { name: new RegExp(`^${title}(,|$)`) }).first()
const jobs = (page: Page, of: string): Locator =>
  page.getByRole('group', { name: `Jobs of ${of}`, exact: true })
const status = (page: Page): Locator => page.getByRole('status').first()
const queue = (page: Page): Locator => page.getByRole('complementary', { name: 'Queue and history' })
const rowJobs = (page: Page): Locator => queue(page).getByRole('list', { name: `Jobs of ${NAME}` })
const image = (page: Page): Locator => card(page, 'Text to image').locator('[data-made] img').first()

/** Another client's request to the engine. */
async function foreignRequest(engine: Engine, words: string): Promise<string> {
  const answer = await fetch(`${engine.url}/v1/models/${MODEL}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer key' },
    body: JSON.stringify({ prompt: words }),
  })
  // The cast is sound: the engine is ours.
  const { request_id: id } = (await answer.json()) as { readonly request_id: string }
  await engine.reached({ state: 'completed', request: id })
  return id
}

/** Opens the history. */
async function openHistory(page: Page): Promise<void> {
  await page.keyboard.press('q')
  await expect(queue(page)).toBeVisible()
}

/** A page whose only job had started when its run was cancelled. */
async function cancelStarted(editor: Editor, engine: Engine): Promise<Page> {
  await engine.serve(editor)
  const page = await openExample(editor)
  await engine.hold({ state: 'in_progress' })
  await button(page, 'Run').click()
  await engine.reached({ state: 'in_progress' })
  await button(page, 'Cancel').click()
  await expect(card(page, 'Text to image')).toContainText('Cancelled, will be charged')
  return page
}

test('a request that differs from the job is shown with its picture before it is attached, and can be detached again', async ({
  editor,
  engine,
}) => {
  await engine.serve(editor)
  const page = await openExample(editor)
  const foreign = await foreignRequest(engine, 'a heron')
  await engine.order({ what: 'drop', call: 'submit', accept: true })
  await button(page, 'Run').click()
  await expect(card(page, 'Text to image')).toContainText('Unknown')
  const before = (await engine.ledger()).length

  await button(card(page, 'Text to image'), 'Enter the request id').click()
  await card(page, 'Text to image').getByRole('textbox', { name: 'Request id' }).fill(foreign)
  await button(card(page, 'Text to image'), 'Attach').click()
  const dialog = page.getByRole('dialog', { name: 'Attach this request?' })
  await expect(dialog.getByRole('img', { name: 'What the request made' })).toBeVisible()
  await expect(dialog.getByRole('group', { name: 'What differs' })).toContainText('a heron')
  await button(dialog, 'Cancel').click()
  await expect(dialog).toHaveCount(0)
  await expect(card(page, 'Text to image')).toContainText('Unknown')

  await button(card(page, 'Text to image'), 'Attach').click()
  await button(dialog, 'Attach anyway').click()
  await expect(jobs(page, 'Text to image')).toContainText('attached by hand')
  await expect(image(page)).toBeVisible()

  await button(jobs(page, 'Text to image'), 'Detach the request of Text to image').click()
  const sure = page.getByRole('dialog', { name: 'Detach the request?' })
  await button(sure, 'Detach').click()
  await expect(jobs(page, 'Text to image')).toContainText(
    'It is unknown whether the engine accepted this job.',
  )
  await expect(card(page, 'Text to image')).toContainText('From an earlier run')
  await expect(page.getByText('1 unknown', { exact: false }).first()).toBeVisible()
  // Inpaint was made from the attached request; nothing else was submitted.
  await expect(status(page)).toHaveText('Idle')
  expect((await engine.ledger()).length - before).toBeLessThanOrEqual(1)

  await openHistory(page)
  await button(rowJobs(page), 'Enter the request id').click()
  await expect(rowJobs(page).getByRole('textbox', { name: 'Request id' })).toBeFocused()
})

test('a job that continues after a cancel is shown on its card even after a restart, with a link to its result once that has arrived', async ({
  editor,
  engine,
}) => {
  editor.allow(/ERR_CONNECTION_RE(?:FUSED|SET)|WebSocket connection|status of 401/)
  await cancelStarted(editor, engine)
  await editor.startAgain()
  const page = await editor.open()
  await expect(card(page, 'Text to image')).toContainText('Cancelled, will be charged')
  await expect(jobs(page, 'Text to image')).toHaveText(
    'The job had started, so it continues and will be charged.',
  )
  await openHistory(page)
  await expect(rowJobs(page)).toContainText('Text to image: The job had started')
  await engine.release()
  await expect(jobs(page, 'Text to image')).toContainText(
    /^Its result arrived after the run had ended and cost \$0\.\d+\./,
  )
  await expect(image(page)).toBeVisible()
  await expect(card(page, 'Text to image')).not.toContainText('will be charged')
  await expect(button(rowJobs(page), 'Show the result of Text to image')).toBeVisible()
  await button(jobs(page, 'Text to image'), 'Show the result of Text to image').press('Enter')
  await expect(page.getByRole('dialog', { name: /Text to image/ })).toBeVisible()
  // It is a version of its node like any other, and is not paid for again.
  await page.keyboard.press('Escape')
  await expect(page.getByText(/^1 job/).first()).toBeVisible()
})

test('an awaited output is requested again by a button on its card, and in the history', async ({
  editor,
  engine,
}) => {
  await engine.serve(editor)
  const page = await openExample(editor)
  await engine.order({ what: 'output', call: 'result', output: null, times: 1000 })
  await button(page, 'Run').click()
  await expect(card(page, 'Text to image')).toContainText('Output awaited')
  await button(page, 'Cancel').click()
  await expect(jobs(page, 'Text to image')).toContainText('the output has not arrived yet')
  await button(jobs(page, 'Text to image'), 'Request the output of Text to image again').click()
  await expect(textOn(page, 'The output has not arrived yet. It is paid for')).toBeVisible()
  const accepted = (await engine.ledger()).length
  await engine.clearFaults()
  await openHistory(page)
  await button(rowJobs(page), 'Request the output of Text to image again').click()
  await expect(image(page)).toBeVisible()
  await expect(status(page)).toHaveText('Idle')
  // In the run that continues with it, only Inpaint is new.
  expect((await engine.ledger()).length).toBe(accepted + 1)
})

test('a workflow that is saved after its run keeps its results, under its new name too', async ({
  editor,
  engine,
}) => {
  await engine.serve(editor)
  const page = await openExample(editor)
  await type(page, 'A tram in the rain')
  await button(page, 'Run').click()
  await expect(page.getByText('Up to date')).toBeVisible()
  await page.keyboard.press('Control+Shift+s')
  const dialog = page.getByRole('dialog', { name: 'Save workflow' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Tram')
  await button(dialog, 'Save').click()
  await isSavedAs(page, 'Tram')
  await reload(page)
  await expect(page.locator('.react-flow__node img')).toHaveCount(4)
  await openHistory(page)
  await expect(queue(page).getByText(/^Tram · Done/)).toBeVisible()
  await page.keyboard.press('Escape')
  // And in a tab that is opened later.
  await button(page.getByRole('navigation', { name: 'Open workflows' }), 'Close Tram').click()
  await openWorkflow(page, 'Tram')
  await expect(prompt(page)).toHaveValue('A tram in the rain')
  await expect(page.locator('.react-flow__node img')).toHaveCount(4)
})

test('the rest of a run needs an approval before it is paid, in the history and on the card', async ({
  editor,
  engine,
}) => {
  await engine.serve(editor)
  const page = await openExample(editor)
  await openTemplate(editor, page, 'generate-then-inpaint', 'Mine')
  // The cost of a job is known once one has been reported.
  await button(page, 'Run').click()
  await expect(page.getByText('Up to date')).toBeVisible()
  await type(page, 'A tram in the rain')
  await engine.order({ what: 'status', call: 'submit', status: 404, after: 1, accept: false })
  await button(page, 'Run').click()
  await expect(card(page, 'Inpaint').getByRole('alert')).toContainText('Nothing was charged')
  await page.keyboard.press('Control+,')
  await page.getByRole('spinbutton', { name: 'Confirm runs over' }).fill('0')
  await page.keyboard.press('Escape')
  const before = (await engine.ledger()).length
  const dialog = page.getByRole('dialog', { name: 'Retry and pay' })
  await button(card(page, 'Inpaint'), 'Try again').click()
  await expect(dialog).toContainText('Runs 1 job')
  await button(dialog, 'Cancel').click()
  await expect(dialog).toHaveCount(0)
  await openHistory(page)
  await button(queue(page), 'Try Mine again').click()
  expect(await engine.ledger()).toHaveLength(before)
  await button(dialog, 'Retry').click()
  await expect(page.getByText('Up to date')).toBeVisible()
  expect(await engine.ledger()).toHaveLength(before + 1)
})

test('while the host is unreachable, everything that needs it is disabled, and says why', async ({
  editor,
  engine,
}) => {
  editor.allow(/ERR_CONNECTION_RE(?:FUSED|SET)|WebSocket connection|status of 401/)
  await engine.serve(editor)
  const page = await openExample(editor)
  await engine.order({ what: 'drop', call: 'submit', accept: true })
  await button(page, 'Run').click()
  await expect(card(page, 'Text to image')).toContainText('Unknown')
  // What is shown for the first time is loaded from the host: the settings were shown before.
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('spinbutton', { name: 'Confirm runs over' })).toBeEnabled()
  await page.keyboard.press('Escape')
  await openHistory(page)
  await editor.kill()
  await expect(status(page)).toHaveText('Disconnected')
  const off = [
    button(queue(page), `Remove ${NAME} from the history`),
    button(queue(page), `Try ${NAME} again`),
    button(queue(page), `Open ${NAME} as it was`),
    button(queue(page), 'Clear'),
    button(rowJobs(page), 'Enter the request id'),
    button(card(page, 'Text to image'), 'Enter the request id'),
    button(card(page, 'Text to image'), 'Submit again (may be charged twice)'),
  ]
  for (const one of off) {
    await expect(one).toBeDisabled()
    await expect(one).toHaveAttribute('title', 'Not available while the host is disconnected')
  }
  // A command that is called by keys has no button to say it.
  await page.keyboard.press('Control+s')
  await expect(textOn(page, 'Not available while the host is disconnected.')).toBeVisible()
  await expect(button(page, /^Mode/)).toBeDisabled()
  await page.keyboard.press('Control+,')
  await expect(page.getByRole('spinbutton', { name: 'Confirm runs over' })).toBeDisabled()
  await page.keyboard.press('Escape')
  // Parts that were never shown must be loaded: the page works without them.
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await expect(textOn(page, 'This part of the page could not be loaded')).toBeVisible()
  await expect(card(page, 'Text to image')).toBeVisible()
  // Nothing was requested from an unreachable host.
  await expect(textOn(page, 'The host cannot be reached')).toHaveCount(0)

  await editor.startAgain()
  const back = await editor.open()
  await expect(button(card(back, 'Text to image'), 'Enter the request id')).toBeEnabled()
})
