import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createDesktop } from './desktop.ts'
import { writeSettings } from './engine.ts'
import { expect, test as browserTest } from './fixtures.ts'

const test = browserTest.extend('desktop', async ({ contexts, task }, { onCleanup }) => {
  const desktop = await createDesktop(contexts)
  onCleanup(async () => {
    await contexts.close(task.result?.state === 'fail' ? task.name : null)
    await desktop.close()
  })
  return desktop
})

const example = 'Generate, then inpaint'

test('the page of the desktop app runs its main example through the preload, under its policy', async ({
  desktop,
}) => {
  const page = await desktop.open()
  await expect(page.getByText('Inpaint', { exact: true }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.locator('.react-flow__node img')).toHaveCount(4)
  const loaded = (): Promise<unknown> =>
    page.evaluate(
      `[...document.querySelectorAll('.react-flow__node img')].every((one) => one.naturalWidth > 0)`,
    )
  await expect.poll(loaded).toBe(true)
  const [window] = await desktop.windows()
  expect(window?.calls).toContainEqual(['setProgressBar', -1])
})

test('a menu command is done on the page, and in a text field stays there', async ({ desktop }) => {
  const page = await desktop.open()
  await expect(page.getByText('Inpaint', { exact: true }).first()).toBeVisible()
  await desktop.choose('Command palette')
  await expect(page.getByRole('dialog').first()).toBeVisible()
  await page.keyboard.press('Escape')
  const prompt = page.getByRole('textbox', { name: 'Prompt' }).first()
  const before = await prompt.inputValue()
  await prompt.click()
  await page.keyboard.insertText('xyz')
  await expect(prompt).toHaveValue(/xyz/)
  await desktop.choose('Undo')
  await expect(prompt).toHaveValue(before)
})

test('a file and a link that are opened from outside are shown in tabs of their own, and nothing runs', async ({
  desktop,
}) => {
  const page = await desktop.open()
  await expect(page).toHaveTitle(`${example} – Patchbay`)
  const text = JSON.stringify({ format: 'patchbay/workflow', version: 1, nodes: [], edges: [] })
  const path = join(desktop.home, 'Quiet street.patchbay.json')
  await writeFile(path, text)
  await desktop.happen('second-instance', ['patchbay', path], desktop.home)
  await expect(page).toHaveTitle('• Quiet street – Patchbay')
  const workflow = Buffer.from(text).toString('base64url')
  await desktop.happen('open-url', `patchbay://preview?name=Sent&workflow=${workflow}`)
  await expect(page).toHaveTitle('• Sent – Patchbay')
  await page.close()
  expect(await desktop.request('run.list', {})).toMatchObject({ output: [] })
})

test('a page that crashes loses nothing: the run continues, and the next page shows it', async ({
  desktop,
  engine,
}) => {
  await writeSettings(desktop.home)
  await desktop.start(engine.env)
  await engine.hold({ state: 'in_progress' })
  const first = await desktop.open()
  await first.keyboard.press('Control+Enter')
  await expect(first.getByRole('status').first()).toContainText('Running')
  await first.close({ runBeforeUnload: false })
  await engine.release()
  const second = await desktop.open()
  await expect(second.locator('.react-flow__node img')).toHaveCount(4)
  const rows = async (): Promise<string> => JSON.stringify(await desktop.request('run.list', {}))
  await expect.poll(rows).toContain('"state":"done"')
})

test('what was typed survives a kill of the app', async ({ desktop }) => {
  const first = await desktop.open()
  const prompt = first.getByRole('textbox', { name: 'Prompt' }).first()
  await prompt.fill('A tram in the rain')
  await prompt.blur()
  const drafts = async (): Promise<string> => JSON.stringify(await desktop.request('draft.list', {}))
  await expect.poll(drafts).toContain('A tram in the rain')
  // Which canvas was open is stored separately from its contents.
  const tabs = async (): Promise<string> => JSON.stringify(await desktop.request('tabs.list', {}))
  await expect.poll(tabs).toContain('"edited":true')
  await desktop.kill()
  await first.close()
  const second = await desktop.open()
  const again = second.getByRole('textbox', { name: 'Prompt' }).first()
  await expect(again).toHaveValue('A tram in the rain')
})

test('a newer version that is not installed by itself is announced in the editor', async ({ desktop }) => {
  const page = await desktop.open()
  // As the main process sends it.
  await page.evaluate("hearMain('patchbay-events', { type: 'update.available', version: '9.8.7' })")
  await expect(
    page.getByText(/^Patchbay 9\.8\.7 is available\. This copy does not update itself/),
  ).toBeVisible()
})
