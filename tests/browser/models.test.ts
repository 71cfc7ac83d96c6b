import { describe } from 'vitest'
import type { Workflow } from '#shared/document/workflow.ts'
import { turbo } from '../cli/workflows.ts'
import { makeEdge, makeNode } from './editorPage.ts'
import { expect, test } from './fixtures.ts'

const workflow: Partial<Workflow> = {
  nodes: [
    { ...makeNode('make', '', 0, 0, { values: { prompt: 'a lamp', seed: 1 } }), type: turbo() },
    makeNode('after', 'blur', 360, 0),
  ],
  edges: [makeEdge('make.image > after.image')],
}

describe('another model for a node', () => {
  test.for(['mouse', 'keyboard'] as const)(
    'is chosen with the %s after seeing its effects, and undone in one step',
    async (hand, { openEditorPage }) => {
      const { page, card, read } = await openEditorPage(workflow)
      const before = await read()
      if (hand === 'mouse') {
        await card('make').click({ button: 'right', position: { x: 60, y: 12 } })
        await page.getByRole('menuitem', { name: "Use another engine's model" }).click()
      } else {
        await card('make').focus()
        await page.keyboard.press('ContextMenu')
        await expect(page.getByRole('menu')).toBeVisible()
        await page.keyboard.type('use an')
        await page.keyboard.press('Enter')
      }
      const dialog = page.getByRole('dialog', { name: /^Another model for / })
      const models = dialog.getByRole('radiogroup', { name: 'Model' })
      await expect(models.getByRole('radio').first()).toBeFocused()
      const lora = models.getByRole('radio', { name: /RunComfy · tongyi-mai\/z-image\/turbo\/lora$/ })
      if (hand === 'mouse') await lora.check()
      else while (!(await lora.isChecked())) await page.keyboard.press('ArrowDown')
      const effects = dialog.getByRole('group', { name: 'Effects of the change' })
      await expect(effects.getByRole('listitem').filter({ hasText: /^Prompt$/ })).toBeVisible()
      await expect(effects.getByRole('heading', { name: 'New' })).toBeVisible()
      expect(await read()).toEqual(before)

      const use = dialog.getByRole('button', { name: 'Use Text to image with LoRA (Z-Image Turbo)' })
      if (hand === 'mouse') await use.click()
      else await page.keyboard.press('Enter')
      await expect(dialog).toHaveCount(0)
      const after = await read()
      expect(after.edges).toEqual(before.edges)
      expect(after.nodes.find(({ id }) => id === 'make')).toMatchObject({
        type: `${turbo()}/lora`,
        values: { prompt: 'a lamp', seed: 1 },
      })
      await page.keyboard.press('Control+z')
      await expect.poll(read).toEqual(before)
    },
  )
})
