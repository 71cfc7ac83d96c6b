import type { Page } from '@playwright/test'
import { describe } from 'vitest'
import type { Editor } from './editor.ts'
import { expect, test } from './fixtures.ts'
import { openExample } from './library.ts'

async function openSettings(editor: Editor, env: Readonly<Record<string, string>> = {}): Promise<Page> {
  editor.use(env)
  const page = await openExample(editor)
  await page.keyboard.press('Control+,')
  return page
}

const address = (page: Page) => page.getByRole('textbox', { name: 'Address of RunComfy' })

describe('the address of the API', () => {
  test('that is refused is marked at its field, which says what is used instead, and names no variable', async ({
    editor,
  }) => {
    const page = await openSettings(editor)
    await address(page).fill('garbage')
    await address(page).blur()
    await expect(address(page)).toHaveAccessibleDescription(
      /^⚠ The address of the API is no URL\..* RunComfy is still reached at https:\/\/model-api\.runcomfy\.net\.$/,
    )
    await expect(address(page)).toHaveValue('garbage')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    expect(await page.locator('body').innerText()).not.toMatch(/PATCHBAY_|RUNCOMFY_/)
  })

  test('asks for a key of its own, and a key entered for it belongs to it', async ({ editor }) => {
    const page = await openSettings(editor, { RUNCOMFY_API_TOKEN: 'sk-canary-0123456789' })
    const key = page.getByRole('form', { name: 'RunComfy key' })
    await expect(key).toContainText(
      'The key is set in the environment. It is sent only to model-api.runcomfy.net and api.runcomfy.net.',
    )
    await address(page).fill('https://other.invalid')
    await address(page).blur()
    await expect(key).toContainText(
      'Your key is for model-api.runcomfy.net and is not sent anywhere else. Enter a key for this address.',
    )
    await expect(key.getByRole('button', { name: 'Test' })).toBeDisabled()
    await key.getByLabel('RunComfy key', { exact: true }).fill('sk-another-0123456789')
    await key.getByRole('button', { name: 'Use this key' }).click()
    await expect(key).toContainText(
      'The key is active until Patchbay ends. It is sent only to other.invalid.',
    )
  })

  test('that the environment sets is shown, and cannot be changed', async ({ editor }) => {
    const page = await openSettings(editor, { PATCHBAY_API_URL: 'http://127.0.0.1:9' })
    await expect(address(page)).toHaveValue('http://127.0.0.1:9')
    await expect(address(page)).toBeDisabled()
  })
})

test('a number out of its limits stays in its field, marked, and changes nothing', async ({ editor }) => {
  const page = await openSettings(editor)
  const field = page.getByRole('spinbutton', { name: 'RunComfy jobs at a time' })
  for (const wrong of ['0', '65', '2.5', '']) {
    await field.fill(wrong)
    await field.blur()
    await expect(field).toHaveValue(wrong)
    await expect(field).toHaveAccessibleDescription(
      '⚠ Enter a whole number from 1 to 64. Until then it stays 4.',
    )
  }
  await field.fill('7')
  await expect(field).toHaveAccessibleDescription('From 1 to 64.')
})
