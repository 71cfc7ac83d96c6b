import { describe } from 'vitest'
import { faultsOfAccess } from './access.ts'
import { expect, test } from './fixtures.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { turbo } from '../cli/workflows.ts'
import type { EditorPage } from './editorPage.ts'
import { makeEdge, makeNode } from './editorPage.ts'

const workflow: Partial<Workflow> = {
  name: 'Desk',
  nodes: [
    {
      ...makeNode('make', '', -340, 0, { values: { prompt: 'a lamp', seed: 1, image_size: 'square' } }),
      type: turbo(),
    },
    makeNode('after', 'blur', -340, 560),
    makeNode('compare', 'compare', 20, 0),
  ],
  edges: [
    makeEdge('make.image > after.image'),
    makeEdge('make.image > compare.first'),
    makeEdge('after.image > compare.second'),
  ],
}

const frame = (editorPage: EditorPage) => editorPage.card('compare').locator('[data-compare]')
const line = (editorPage: EditorPage) =>
  editorPage.card('compare').getByRole('slider', { name: 'Line between the two pictures' })

async function runToEnd(editorPage: EditorPage): Promise<void> {
  await editorPage.page.keyboard.press('Control+Enter')
  await expect(line(editorPage)).toBeVisible()
}

describe('a node that compares', () => {
  test('has a line over both pictures, which moves with the pointer and the keys, and leaves the card where it is', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage(workflow)
    await runToEnd(editorPage)
    const before = await editorPage.positions()
    const box = await frame(editorPage).boundingBox()
    if (box === null) throw new Error('the pictures are not there')
    // As high as its first picture is, at the width of the card.
    expect([Math.round(box.width), Math.round(box.height)]).toEqual([280, 280])
    await editorPage.drag(line(editorPage), { x: box.x + box.width * 0.25, y: box.y + box.height / 2 })
    await expect(line(editorPage)).toHaveAttribute('aria-valuenow', '25')
    expect(await editorPage.positions()).toEqual(before)
    await line(editorPage).focus()
    await editorPage.page.keyboard.press('ArrowRight')
    await expect(line(editorPage)).toHaveAttribute('aria-valuenow', '27')
    await editorPage.page.keyboard.press('End')
    await expect(line(editorPage)).toHaveAttribute('aria-valuenow', '100')
    expect(await faultsOfAccess(editorPage.page, '[data-compare]')).toEqual([])
  })

  test('shows them side by side, or their difference, by its menu and with the keys alone', async ({
    openEditorPage,
  }) => {
    const editorPage = await openEditorPage(workflow)
    const { page } = editorPage
    await runToEnd(editorPage)
    const menu = editorPage.card('compare').getByRole('button', { name: /^Compare: / })
    await menu.click()
    await page.getByRole('menuitemradio', { name: 'Side by side' }).click()
    await expect(frame(editorPage).getByRole('img')).toHaveCount(2)
    await expect(line(editorPage)).toHaveCount(0)
    await menu.focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitemradio', { name: 'Slider' })).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(frame(editorPage).getByRole('img', { name: 'Where they differ' })).toBeVisible()
  })

  test('opens both pictures in the viewer by a double-click', async ({ openEditorPage }) => {
    const editorPage = await openEditorPage(workflow)
    const { page } = editorPage
    await runToEnd(editorPage)
    await frame(editorPage).dblclick({ position: { x: 40, y: 60 } })
    const viewer = page.getByRole('dialog')
    await expect(viewer.getByRole('slider', { name: 'Line between the two pictures' })).toBeVisible()
    await expect(viewer.getByRole('img', { name: 'The picture to compare with' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(viewer).toHaveCount(0)
  })
})
