import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Node } from '#shared/document/workflow.ts'
import { onTestFinished } from 'vitest'
import { startEngine } from '../faults/engineProcess.ts'
import { seriousFaults } from './access.ts'
import type { Editor } from './editor.ts'
import { makeNode } from './editorPage.ts'
import { expect, test } from './fixtures.ts'

const flux: Node = {
  ...makeNode('flux', '', 0, 0, { values: { prompt: 'a harbour', seed: 1 } }),
  type: 'fal/fal-ai/flux/dev',
}

/**
 * A fal that loses the answer to the first submit, and does not answer when the job is looked for until the host has
 * started again; `accept`: whether the submit arrived.
 */
async function startFal(editor: Editor, accept: boolean) {
  const fal = await startEngine('fal')
  onTestFinished(() => fal.close())
  await writeFile(join(editor.home, 'settings.json'), JSON.stringify({ mode: 'live', confirmAbove: 100 }))
  editor.use({ FAL_KEY: 'key', PATCHBAY_FAL_URL: fal.url })
  const down = { what: 'drop', call: 'listing' } as const
  await fal.order({ what: 'drop', call: 'submit', accept }, { ...down, times: 99 })
  return {
    ...fal,
    /** Kills the host and starts it: it looks for the job once more, in vain. */
    async restart() {
      await editor.kill()
      await fal.clearFaults()
      const { listing = 0 } = (await fal.counts()).calls
      await fal.order({ ...down, times: 1 })
      await editor.startAgain()
      await fal.arrived({ call: 'listing', count: listing + 1 })
    },
  }
}

test('an unknown job is looked for where its engine lists its requests, and its run goes on with it', async ({
  editor,
  openEditorPage,
}) => {
  editor.allow(/ERR_CONNECTION_RE(?:FUSED|SET)|WebSocket connection|status of 401/)
  const fal = await startFal(editor, true)
  const { page } = await openEditorPage({ nodes: [flux] })
  await page.keyboard.press('Control+Enter')
  await page.keyboard.press('q')
  const jobs = page.getByRole('list', { name: /^Jobs of/ })
  await expect(jobs).toContainText('It is unknown whether the engine accepted this job.')
  await fal.restart()
  const again = await editor.open()
  await again.keyboard.press('q')
  const row = again.getByRole('list', { name: /^Jobs of/ })
  await expect(row.getByRole('button', { name: 'Look for it' })).toBeVisible()
  expect(await seriousFaults(again, '[aria-label="Queue and history"]')).toEqual([])
  await row.getByRole('button', { name: 'Look for it' }).click()
  await expect(
    again.getByText(/^The engine lists it as the request .+ It was accepted, and goes on\.$/),
  ).toBeVisible()
  await expect(again.getByRole('complementary', { name: 'Queue and history' })).toContainText('Done')
  expect(await fal.ledger()).toHaveLength(1)
})

test('one that is not listed stays unknown, and that proves nothing', async ({ editor, openEditorPage }) => {
  editor.allow(/ERR_CONNECTION_RE(?:FUSED|SET)|WebSocket connection|status of 401/)
  const fal = await startFal(editor, false)
  const { page } = await openEditorPage({ nodes: [flux] })
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('group', { name: 'Jobs of flux' })).toContainText('It is unknown')
  await fal.restart()
  const again = await editor.open()
  const card = again.getByRole('group', { name: 'Jobs of flux' })
  await card.getByRole('button', { name: 'Look for it' }).click()
  await expect(again.getByText(/^The engine does not list it\. That proves nothing/)).toBeVisible()
  await expect(card.getByRole('button', { name: 'Look for it' })).toBeEnabled()
  expect(await fal.ledger()).toEqual([])
})
