import type { Locator, Page } from '@playwright/test'
import type { Node } from '#shared/document/workflow.ts'
import type { EditorPage } from './editorPage.ts'
import { makeNode } from './editorPage.ts'
import { expect } from './fixtures.ts'

/** A node of an endpoint, by the end of its model id. */
export const remote = (id: string, path: string, values: Node['values'] = {}): Node => ({
  ...makeNode(id, '', 0, 0, { values }),
  type: `runcomfy/tongyi-mai/z-image/turbo${path}`,
})

/** The value of an input of the first node, as the host has stored it. */
export const valueAt =
  ({ read }: EditorPage, port: string) =>
  async (): Promise<unknown> =>
    (await read()).nodes[0]?.values?.[port]

/** Goes into the only card, and from field to field, by keys alone. */
export async function walkTo(page: Page, target: Locator): Promise<void> {
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[data-card]').first()).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, target)
}

/** Goes from field to field. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if ((await target.and(page.locator(':focus')).count()) > 0) return
    await page.keyboard.press('Tab')
  }
  throw new Error('No number of Tabs leads there.')
}

/** Leaves the field for its card, where undo is the workflow's. */
export async function undo(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-card]').first()).toBeFocused()
  await page.keyboard.press('Control+z')
}

/** The button that opens what the only card folds away. */
export const settingsOf = ({ page }: EditorPage): Locator =>
  page
    .locator('[data-card]')
    .first()
    .getByRole('button', { name: /^Settings/ })
