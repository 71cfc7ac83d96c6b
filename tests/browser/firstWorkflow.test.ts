import { describe } from 'vitest'
import type { Page } from '@playwright/test'
import type { Workflow } from '#shared/document/workflow.ts'
import { expect, test } from './fixtures.ts'
import { paintButton } from './maskPage.ts'

/** The most actions of a hand that the main job may take. Typing a text with Enter is one, and so is a drag. */
const MAX_ACTIONS = 14

const card = (page: Page, name: RegExp) => page.getByRole('group', { name }).first()
const search = (page: Page) => page.getByRole('combobox', { name: /^Add a node/ })

/** What was built: the types of the nodes in the order in which they feed each other, and their cables. */
function outline({ nodes, edges }: Workflow) {
  const typeOf = (id: string): string =>
    nodes
      .find((node) => node.id === id)
      ?.type.split('/')
      .at(-1) ?? ''
  return {
    nodes: nodes.map(({ type }) => type.split('/').at(-1)),
    cables: edges
      .map(({ from, to }) => `${typeOf(from.node)}.${from.port} > ${typeOf(to.node)}.${to.port}`)
      .toSorted(),
  }
}

const built = {
  nodes: ['turbo', 'paint-mask', 'inpainting', 'save-image'],
  cables: [
    'inpainting.image > save-image.images',
    'paint-mask.image > inpainting.image_url',
    'paint-mask.mask > inpainting.mask_image_url',
    'turbo.image > paint-mask.image',
  ],
}

describe('from an empty canvas', () => {
  test(`an image is generated, painted on, repainted and saved in ${MAX_ACTIONS} actions`, async ({
    openEditorPage,
  }) => {
    const { page, read } = await openEditorPage({ nodes: [] }, { viewport: { width: 1440, height: 900 } })
    let actions = 0
    const act = async (what: Promise<unknown>): Promise<void> => {
      actions += 1
      await what
    }
    const type = (text: string, end?: string) =>
      act(
        (async () => {
          await page.keyboard.type(text)
          if (end !== undefined) await page.keyboard.press(end)
        })(),
      )
    const dropCable = async (from: RegExp, output: string): Promise<void> => {
      const port = card(page, from).locator(`[data-port="output ${output}"]`)
      await expect(port).toBeVisible()
      const { x, y, width, height } = (await port.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
      const start = { x: x + width / 2, y: y + height / 2 }
      await page.mouse.move(start.x, start.y)
      await page.mouse.down()
      await page.mouse.move(start.x + 4, start.y)
      await page.mouse.move(Math.min(1400, start.x + 90), start.y + 20, { steps: 6 })
      await act(page.mouse.up())
      await expect(search(page)).toBeFocused()
    }
    await act(page.getByRole('combobox', { name: 'Add the first node' }).click())
    await type('text to image', 'Enter')
    await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeFocused()
    await type('A fishing harbour at dawn')
    await act(page.keyboard.press('Control+Enter'))
    await dropCable(/Text to image/, 'image')
    await type('paint mask', 'Enter')
    await dropCable(/Paint mask/, 'mask')
    await type('inpaint', 'Enter')
    await expect(page.getByRole('textbox', { name: 'Prompt' }).last()).toBeFocused()
    await type('A red lighthouse')
    await dropCable(/Inpaint/, 'image')
    await type('save image', 'Enter')
    await expect.poll(async () => outline(await read())).toEqual(built)
    await act(paintButton(page).click())
    const stage = page.locator('[data-mask-stage]')
    await expect(stage).toBeFocused()
    const box = (await stage.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + 80, { steps: 6 })
    await act(page.mouse.up())
    await act(page.getByRole('button', { name: 'Done and run' }).click())
    await expect(card(page, /Save image/).locator('img')).toHaveCount(1)
    expect(actions).toBeLessThanOrEqual(MAX_ACTIONS)
  })

  test('the same is done by keyboard alone', async ({ openEditorPage }) => {
    const { page, read } = await openEditorPage({ nodes: [] })
    const { keyboard } = page
    const add = async (words: string): Promise<void> => {
      await keyboard.press('Shift+A')
      await expect(search(page)).toBeFocused()
      await keyboard.type(words)
      await keyboard.press('Enter')
    }
    const focused = (name: string) => expect(page.getByRole('textbox', { name }).last()).toBeFocused()
    await add('text to image')
    await focused('Prompt')
    await keyboard.type('A fishing harbour at dawn')
    await keyboard.press('Control+Enter')
    await expect(card(page, /Text to image/).locator('img')).toHaveCount(1)
    // Out of the prompt, to its card.
    await keyboard.press('Escape')
    await add('paint mask')
    await expect(card(page, /Paint mask/)).toBeFocused()
    await keyboard.press('Enter')
    await expect(page.locator('[data-mask-stage]')).toBeFocused()
    await keyboard.press('Enter')
    await keyboard.press('ArrowRight')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await keyboard.press('Control+Enter')
    await expect(card(page, /Paint mask/)).toBeFocused()
    await add('inpaint')
    await focused('Prompt')
    await keyboard.type('A red lighthouse')
    await keyboard.press('Escape')
    await add('save image')
    await expect.poll(async () => outline(await read())).toEqual(built)
    await keyboard.press('Control+Enter')
    await expect(card(page, /Save image/).locator('img')).toHaveCount(1)
  })
})
