import { gzipSync } from 'node:zlib'
import type { Browser, Response } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EditorHost } from './editor.ts'
import { makeHome, openBrowser, removeHome, startEditorHost } from './editor.ts'

let browser: Browser
let host: EditorHost
beforeAll(async () => {
  browser = await openBrowser()
  host = await startEditorHost(await makeHome())
})
afterAll(async () => {
  await browser.close()
  await host.kill()
  await removeHome(host.home)
})

/** What the first view may weigh: page, scripts and styles as they would go over a network, in bytes. */
const MOST = 400_000

test('the first view of the editor is light; what nobody has asked for is not loaded', async () => {
  const page = await browser.newPage()
  const loaded: Response[] = []
  page.on('response', (response) => loaded.push(response))
  await page.goto(host.url)
  await expectPage(page.locator('[data-card]').first()).toBeVisible()
  const code = loaded.filter((response) =>
    ['document', 'script', 'stylesheet'].includes(response.request().resourceType()),
  )
  const weights = await Promise.all(code.map(async (response) => gzipSync(await response.body()).length))
  expect(weights.length).toBeGreaterThan(2)
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(MOST)
  const names = code.map((response) => new URL(response.url()).pathname)
  expect(names.filter((name) => /MaskEditor|ViewerDialog|Inspector|tidy|ResultsPanel/.test(name))).toEqual([])
})
