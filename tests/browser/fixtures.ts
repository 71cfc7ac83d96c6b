import { expect as playwrightExpect } from '@playwright/test'
import { test as plain } from 'vitest'
import type { Workflow } from '#shared/document/workflow.ts'
import { startEngine } from '../faults/engineProcess.ts'
import { openBrowser } from './browser.ts'
import type { EditorPage } from './editorPage.ts'
import { createEditorPage, writeDraft } from './editorPage.ts'
import type { OpenOptions } from './editor.ts'
import { createEditor } from './editor.ts'
import { createEngine } from './engine.ts'
import { HANGS, watchContexts } from './watchedContexts.ts'

/** Waits for an expectation on a page, or of `expect.poll`, until it is clear that it will never be met. */
export const expect = playwrightExpect.configure({ timeout: HANGS })

/**
 * A test of the editor in a browser. The browser belongs to the worker. Library, host and contexts belong to the test:
 * the host starts in 0.25 s of processor time while a page takes four times as much, so sharing it would save little,
 * and everything in a library would have to be restored in every detail. At the end the pages close first, so that
 * nothing is requested of a host that is gone, then the host, then its folder. A page with an unexpected console
 * message fails its test.
 */
export const test = plain
  // oxlint-disable-next-line no-empty-pattern -- the runner reads off the pattern what a fixture wants
  .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const browser = await openBrowser()
    onCleanup(() => browser.close())
    return browser
  })
  .extend('contexts', async ({ browser, task }, { onCleanup }) => {
    const contexts = watchContexts(browser)
    onCleanup(async () => {
      await contexts.close(task.result?.state === 'fail' ? task.name : null)
      expect(contexts.complaints()).toEqual([])
    })
    return contexts
  })
  .extend('editor', async ({ contexts, task }, { onCleanup }) => {
    const editor = await createEditor(contexts)
    onCleanup(async () => {
      await contexts.close(task.result?.state === 'fail' ? task.name : null)
      await editor.close()
    })
    return editor
  })
  // oxlint-disable-next-line no-empty-pattern -- the same
  .extend('engineProcess', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const engine = await startEngine()
    onCleanup(() => engine.close())
    return engine
  })
  .extend('engine', async ({ engineProcess }, { onCleanup }) => {
    onCleanup(async () => {
      await engineProcess.clearFaults()
      await engineProcess.release()
    })
    return createEngine(engineProcess)
  })
  .extend(
    'openEditorPage',
    ({ editor }) =>
      async (workflow: Partial<Workflow>, options: OpenOptions = {}): Promise<EditorPage> => {
        await writeDraft(editor.home, workflow)
        return createEditorPage(editor, await editor.open(options))
      },
  )
