import type { Browser, Page } from '@playwright/test'
import { expect as expectPage } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { EditorHost } from './editor.ts'
import { makeHome, openBrowser, removeHome, startEditorHost } from './editor.ts'
import { openExample, told } from './library.ts'

let browser: Browser
let host: EditorHost

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
afterEach(async () => {
  await host.kill()
  await removeHome(host.home)
})

async function openSettings(env: Readonly<Record<string, string>>): Promise<Page> {
  host = await startEditorHost(await makeHome(), env)
  const { page } = await openExample(browser, host)
  await page.keyboard.press('Control+,')
  return page
}

const address = (page: Page) => page.getByRole('textbox', { name: 'Address of the API' })

describe('the address of the API', () => {
  test('that is refused does not stay in its field, and what is said names no variable', async () => {
    const page = await openSettings({})
    await address(page).fill('garbage')
    await address(page).blur()
    await expectPage(told(page, /^The address of the API is no URL\./)).toBeVisible()
    await expectPage(address(page)).toHaveValue('')
    expect(await page.locator('body').innerText()).not.toMatch(/PATCHBAY_|RUNCOMFY_/)
    await page.context().close()
  })

  test('asks for a key of its own, and a key entered for it is its own', async () => {
    const page = await openSettings({ RUNCOMFY_API_TOKEN: 'sk-canary-0123456789' })
    const key = page.getByRole('group', { name: 'RunComfy key' })
    await expectPage(key).toContainText(
      'A key is set in the environment. Goes to model-api.runcomfy.net alone.',
    )
    await address(page).fill('https://other.invalid')
    await address(page).blur()
    await expectPage(key).toContainText(
      'Your key is for model-api.runcomfy.net and is not sent anywhere else. Enter a key for this address.',
    )
    await expectPage(key.getByRole('button', { name: 'Test' })).toBeDisabled()
    await key.getByLabel('New key').fill('sk-another-0123456789')
    await key.getByRole('button', { name: 'Use this key' }).click()
    await expectPage(key).toContainText('A key is set until Patchbay ends. Goes to other.invalid alone.')
    await page.context().close()
  })

  test('that the environment names is shown, and is not to be changed', async () => {
    const page = await openSettings({ PATCHBAY_API_URL: 'http://127.0.0.1:9' })
    await expectPage(address(page)).toHaveValue('http://127.0.0.1:9')
    await expectPage(address(page)).toBeDisabled()
    await page.context().close()
  })
})
