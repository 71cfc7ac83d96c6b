import { gzipSync } from 'node:zlib'
import type { Response } from '@playwright/test'
import { isReady } from './editor.ts'
import { expect, test } from './fixtures.ts'

/** The maximum size of the first view: page, scripts and styles as they are transferred, in bytes. */
const MAX_BYTES = 400_000

test('the first view of the editor is light; what nobody has asked for is not loaded, and panels only once somebody works', async ({
  contexts,
  editor,
}) => {
  await editor.start()
  const page = await (await contexts.open()).newPage()
  const loaded: Response[] = []
  page.on('response', (response) => loaded.push(response))
  await page.goto(editor.url)
  await isReady(page)
  const code = loaded.filter((response) =>
    ['document', 'script', 'stylesheet'].includes(response.request().resourceType()),
  )
  const weights = await Promise.all(code.map(async (response) => gzipSync(await response.body()).length))
  expect(weights.length).toBeGreaterThan(2)
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(MAX_BYTES)
  const names = code.map((response) => new URL(response.url()).pathname)
  expect(
    names.filter((name) =>
      /MaskEditor|ModelDialog|ViewerDialog|Inspector|tidy|drawing|ResultsPanel|SettingsPanel/.test(name),
    ),
  ).toEqual([])
  // Once somebody works with it, the panels come before they are opened.
  await page.mouse.move(300, 300)
  const loadedNames = (): string => loaded.map((response) => new URL(response.url()).pathname).join(' ')
  for (const panel of ['WorkflowsPanel', 'ResultsPanel', 'SettingsPanel', 'Inspector'])
    await expect.poll(loadedNames).toContain(panel)
})
