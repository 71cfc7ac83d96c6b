import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Locator, Page } from '@playwright/test'
import { describe } from 'vitest'
import { connectLocal } from '#main/transports/local/connectLocal.ts'
import type { Editor } from './editor.ts'
import type { Engine } from './engine.ts'
import { expect, test } from './fixtures.ts'

// The start of each test.
let editor: Editor
let engine: Engine
let page: Page

test.beforeEach(async ({ editor: ownEditor, engine: ownEngine }) => {
  editor = ownEditor
  engine = ownEngine
  await engine.serve(editor)
  page = await editor.open()
  await expect(card('Inpaint')).toBeVisible()
})

const button = (name: string, within: Page | Locator = page): Locator =>
  within.getByRole('button', { name, exact: true })
const card = (title: string): Locator =>
  page.getByRole('group', { name: new RegExp(`^${title}(,|$)`) }).first()
const run = (): Promise<void> => button('Run').click()
const status = (): Locator => page.getByRole('status').first()
const queue = (): Locator => page.getByRole('complementary', { name: 'Queue and history' })

/** All four nodes have their picture, and no errors. */
async function expectDone(): Promise<void> {
  await expect(page.locator('.react-flow__node img')).toHaveCount(4)
  await expect(page.locator('.react-flow__node [role=alert]')).toHaveCount(0)
  await expect(status()).toHaveText('Idle')
}

/** How many submits the engine accepts during `work`. */
async function acceptedBy(work: () => Promise<void>): Promise<number> {
  const before = (await engine.ledger()).length
  await work()
  return (await engine.ledger()).length - before
}

/** Every job stays in the engine's queue until it is released. */
const holdJobs = (): Promise<void> => engine.hold({ state: 'in_queue' })

describe('a node that fails', () => {
  test('says why, and the retried run makes only what is missing', async () => {
    await engine.order({ what: 'status', call: 'submit', status: 404, after: 1, accept: false })
    await run()
    const alert = card('Inpaint').getByRole('alert')
    await expect(alert).toContainText('Nothing was charged')
    await expect(card('Save image')).toContainText('Waits for')
    const accepted = await acceptedBy(async () => {
      await button('Try again', alert).click()
      await expectDone()
    })
    expect(accepted).toBe(1)
  })

  test('without a balance makes new jobs wait until the user retries them', async () => {
    await engine.order({ what: 'status', call: 'submit', status: 402 })
    await run()
    const refused = page.getByRole('contentinfo').getByRole('alert')
    await expect(refused).toContainText('No balance left at RunComfy. New jobs are paused')
    await expect(card('Text to image').getByRole('alert')).toContainText('Nothing is left to pay with')
    await button('Try again', refused).click()
    await expect(refused).toHaveCount(0)
    await button('Try again', card('Text to image').getByRole('alert')).click()
    await expectDone()
  })
})

test('of a list reports errors item by item, and only the failed items are retried', async () => {
  await button('Close first steps').click()
  const local = await connectLocal(editor.home)
  const { text } = (await local?.client.request('example.open', { id: 'four-variations' })) ?? { text: '' }
  await local?.client.request('workflow.save', { id: null, name: 'Four', text, base: null, overwrite: false })
  local?.close()
  await page.keyboard.press('w')
  await page.getByText('Four', { exact: true }).first().click()
  await expect(card('Inpaint')).toBeVisible()
  await page.keyboard.press('Escape')
  await engine.order({ what: 'status', call: 'submit', status: 404, after: 2 })
  await run()
  const alert = card('Inpaint').getByRole('alert')
  await expect(alert).toContainText(/Item \d: /)
  await expect(card('Inpaint')).toContainText('1 of 4 failed')
  const accepted = await acceptedBy(async () => {
    await button('Retry failed', alert).click()
    await expect(alert).toHaveCount(0)
    await expect(status()).toHaveText('Idle')
  })
  expect(accepted).toBe(1)
})

describe('an unknown job', () => {
  /** Runs; the answer to the first submit is lost. */
  async function loseAnswer(): Promise<Locator> {
    await engine.order({ what: 'drop', call: 'submit', accept: true })
    await run()
    await expect(card('Text to image')).toContainText('Unknown')
    return card('Text to image').getByRole('alert')
  }

  test('brings its result once its request id is entered, and all that waits for it runs', async () => {
    const accepted = await acceptedBy(async () => {
      const alert = await loseAnswer()
      const { requestId = '' } = (await engine.ledger()).at(-1) ?? {}
      await button('Enter the request id', alert).click()
      await alert.getByRole('textbox', { name: 'Request id' }).fill(requestId)
      await button('Attach', alert).click()
      await expectDone()
    })
    // That of Text to image and that of Inpaint.
    expect(accepted).toBe(2)
  })

  test('is submitted again only after a warning that it may be charged twice', async () => {
    const accepted = await acceptedBy(async () => {
      const alert = await loseAnswer()
      const again = button('Submit again (may be charged twice)', alert)
      await again.click()
      const dialog = page.getByRole('dialog', { name: 'Submit again' })
      await expect(dialog).toContainText('charged')
      await button('Cancel', dialog).click()
      await expect(dialog).toHaveCount(0)
      await again.click()
      await button('Submit again', dialog).click()
      await expectDone()
    })
    expect(accepted).toBe(3)
  })
})

describe('cancel', () => {
  test('of one node stops that and what depends on it', async () => {
    await holdJobs()
    await run()
    await expect(card('Text to image')).toContainText('Queued')
    await button('Cancel Text to image').click()
    await expect(card('Text to image')).toContainText('Cancelled')
    await expect(card('Inpaint')).toContainText('Waits for')
  })

  test('of the run stops the run, and a second one continues', async () => {
    await holdJobs()
    await run()
    await expect(card('Text to image')).toContainText('Queued')
    await button('Cancel').click()
    await expect(status()).toHaveText('Idle')
    await expect(card('Text to image')).toContainText('Cancelled')
    await engine.release()
    await run()
    await expectDone()
  })
})

describe('a run that was started elsewhere', () => {
  const cardIn = (window: Page, title: string): Locator =>
    window.getByRole('group', { name: new RegExp(`^${title}(,|$)`) }).first()
  const picturesIn = (window: Page): Locator => window.locator('.react-flow__node img')

  test('in another window is on the cards, can be cancelled, and leaves its results there', async () => {
    await page.keyboard.press('Control+s')
    await expect(page.getByText(/ is saved$/)).toBeAttached()
    const other = await editor.open()
    await expect(cardIn(other, 'Text to image')).toBeVisible()
    await holdJobs()
    await run()
    await expect(cardIn(other, 'Text to image')).toContainText('Queued')
    await button('Cancel', other).click()
    await expect(cardIn(other, 'Text to image')).toContainText('Cancelled')
    await expect(card('Text to image')).toContainText('Cancelled')
    await engine.release()
    await run()
    await expectDone()
    await expect(picturesIn(other)).toHaveCount(4)
  })

  test('by a command is on the cards of every window of its workflow', async () => {
    await page.keyboard.press('Control+s')
    await expect(page.getByText(/ is saved$/)).toBeAttached()
    await holdJobs()
    const files = await readdir(join(editor.home, 'workflows'))
    const name = files.find((file) => !file.startsWith('.')) ?? ''
    const ended = promisify(execFile)(
      process.execPath,
      [
        'dist/cli/patchbay.js',
        'run',
        join(editor.home, 'workflows', name),
        '--live',
        '--out',
        join(editor.home, 'out'),
      ],
      { env: { PATH: process.env['PATH'], PATCHBAY_HOME: editor.home, ...engine.env } },
    )
    await expect(card('Text to image')).toContainText('Queued')
    await expect(button('Cancel')).toBeVisible()
    await engine.release()
    await ended
    await expectDone()
  })
})

test('a host that is killed in the middle of a run interrupts it; it is finished when the user says so', async () => {
  const accepted = await acceptedBy(async () => {
    await holdJobs()
    await run()
    await expect(card('Text to image')).toContainText('Queued')
    // The browser itself logs the failed connection.
    editor.allow(/ERR_CONNECTION_RE(?:FUSED|SET)|WebSocket connection/)
    await editor.kill()
    await expect(page.getByText('Lost connection to Patchbay')).toBeVisible()
    await page.close()
    await engine.release()
    await editor.start()
    page = await editor.open()
    await expect(card('Text to image')).toContainText('Interrupted')
    await button('Finish').first().click()
    await expectDone()
  })
  expect(accepted).toBe(2)
})

test('a run of the history opens as it was, with its results', async () => {
  await run()
  await expectDone()
  const prompt = card('Inpaint').getByRole('textbox', { name: 'Prompt' })
  const before = await prompt.inputValue()
  await prompt.fill('Something else')
  await prompt.blur()
  await page.keyboard.press('q')
  await button('Open Generate, then inpaint as it was', queue()).click()
  await expect(prompt).toHaveValue(before)
  await expectDone()
})

test('the cost is shown in the button, and above the limit needs an approval', async () => {
  await expect(page.getByText(/^2 jobs · at least \$0\.\d+$/)).toBeVisible()
  await run()
  await expectDone()
  await expect(page.getByText('Up to date')).toBeVisible()
  const prompt = card('Inpaint').getByRole('textbox', { name: 'Prompt' })
  await prompt.fill('A green lighthouse')
  await prompt.blur()
  await expect(page.getByText(/^1 job ≈ \$0\.\d+$/)).toBeVisible()

  await page.keyboard.press('Control+,')
  await page.getByRole('spinbutton', { name: 'Confirm runs over' }).fill('0')
  await page.keyboard.press('Escape')
  const accepted = await acceptedBy(async () => {
    await run()
    const dialog = page.getByRole('dialog', { name: 'Run and pay' })
    await expect(dialog).toContainText('Runs 1 job ≈ $0.')
    await button('Cancel', dialog).click()
    await expect(dialog).toHaveCount(0)
    await run()
    await button('Run', dialog).click()
    await expect(page.getByText('Up to date')).toBeVisible()
  })
  expect(accepted).toBe(1)
})

test('waiting runs are reordered, by buttons and by dragging, and are cancelled one by one', async () => {
  await holdJobs()
  const local = await connectLocal(editor.home)
  const { text } = (await local?.client.request('example.open', { id: 'lora' })) ?? { text: '' }
  for (const name of ['One', 'Two', 'Three', 'Four'])
    await local?.client.request('run.start', {
      text: JSON.stringify({ ...(JSON.parse(text) as object), name }),
      workflow: null,
      targets: null,
      fresh: false,
      first: false,
    })
  local?.close()
  await page.keyboard.press('q')
  const waiting = queue().getByRole('list', { name: 'Waiting runs' }).getByRole('listitem')
  const names = async (): Promise<string[]> =>
    (await waiting.allInnerTexts()).map((words) => /^(\w+) · /m.exec(words)?.[1] ?? '')
  await expect.poll(names).toEqual(['Two', 'Three', 'Four'])
  await button('Run Four earlier').click()
  await expect.poll(names).toEqual(['Two', 'Four', 'Three'])
  await waiting.filter({ hasText: 'Three' }).dragTo(waiting.filter({ hasText: 'Two' }))
  await expect.poll(names).toEqual(['Three', 'Two', 'Four'])
  await button('Cancel Two').click()
  await expect.poll(names).toEqual(['Three', 'Four'])
  await expect(queue().getByRole('region', { name: 'History' })).toContainText('Two')
})

test('the end of a run is reported to a user who looks elsewhere, in the title and, if allowed, by the system', async () => {
  // As text: the tests have no DOM types.
  await page.evaluate(`
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
    window.told = []
    window.Notification = class extends EventTarget {
      static permission = 'granted'
      constructor(_, { body }) { super(); window.told.push(body) }
    }
  `)
  await run()
  await expect(page).toHaveTitle(/^✓ .*Generate, then inpaint/)
  expect(await page.evaluate('window.told')).toEqual(['Generate, then inpaint finished.'])
  await page.evaluate(`
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => false })
    document.dispatchEvent(new Event('visibilitychange'))
  `)
  await expect(page).toHaveTitle(/^[^✓]*Generate, then inpaint/)
})
