import type { Page } from '@playwright/test'
import { readDrafts, reload } from './editor.ts'
import { expect, test } from './fixtures.ts'
import { bar, openExample, prompt, type } from './library.ts'

const TITLE = 'Patchbay was restarted'
const run = (page: Page) => page.getByRole('button', { name: 'Run', exact: true })

test('while the host is unreachable an open page says so; after a restart it says how to continue', async ({
  editor,
}) => {
  // The browser itself logs the failed connection, and each refusal.
  editor.allow(/ERR_CONNECTION_RE(?:FUSED|SET)|status of 40[13]|WebSocket connection/)
  const page = await openExample(editor)
  await type(page, 'A tram in the rain')
  await expect.poll(() => readDrafts(editor)).toContain('A tram in the rain')
  // The reloaded page knows that the host has all of it.
  await reload(page)
  await expect(prompt(page)).toHaveValue('A tram in the rain')
  await editor.kill()
  await expect(page.getByText(/Lost connection to Patchbay\. Reconnecting/)).toBeVisible()
  await editor.startAgain()
  await expect(bar(page, TITLE)).toContainText('Your canvas is saved')
  await expect(run(page)).toBeDisabled()
  await type(page, 'A tram in the snow')
  await expect(bar(page, TITLE)).toContainText('download a copy')
  const download = page.waitForEvent('download')
  await bar(page, TITLE).getByRole('button', { name: 'Download a copy' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.patchbay\.json$/)
  await page.evaluate(`location.href = ${JSON.stringify(editor.url)}`)
  await expect(bar(page, TITLE)).toHaveCount(0)
  await expect(run(page)).toBeEnabled()
  await expect(prompt(page)).toHaveValue('A tram in the snow')
  await expect.poll(() => readDrafts(editor)).toContain('A tram in the snow')
})

test('a page that is loaded without admission shows only the message, and begins when it is admitted', async ({
  editor,
}) => {
  // The browser itself logs each refusal.
  editor.allow(/status of 40[13]/)
  await editor.start()
  const page = await editor.load({ url: editor.url.replace(/token=.*/, 'token=old'), theme: 'light' })
  await expect(bar(page, TITLE)).toBeVisible()
  await expect(run(page)).toHaveCount(0)
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await page.reload()
  await expect(bar(page, TITLE)).toBeVisible()
  await page.evaluate(`location.href = ${JSON.stringify(editor.url)}`)
  await expect(page.getByText('Inpaint', { exact: true }).first()).toBeVisible()
  await expect(run(page)).toBeEnabled()
})
