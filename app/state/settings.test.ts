import { defaultSettings as settings } from '#shared/api/defaultSettings.ts'
import { beforeEach, expect, test } from 'vitest'
import { createHostClient } from '#shared/api/client.ts'
import type { Editor } from '../base/editor.ts'
import { createParts } from '../base/editor.ts'
import { connectHost } from '../base/host.ts'
import { requestSettings, settingsSaved } from './settings.ts'
import { viewStore } from './view.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

test('settings are settled when the last change was answered, refused or not', async () => {
  const answers: PromiseWithResolvers<unknown>[] = []
  connectHost(
    editor,
    createHostClient({
      request() {
        const answer = Promise.withResolvers<unknown>()
        answers.push(answer)
        return answer.promise
      },
      subscribe: () => () => {},
    }),
  )
  const refused = requestSettings(editor, { engines: { acme: { apiUrl: 'nowhere' } } }).catch(() => 'refused')
  const changed = requestSettings(editor, { confirmAbove: 0 })
  const seen = settingsSaved(editor).then(() => editor.get(viewStore).getState().settings?.confirmAbove)
  answers[0]?.reject(new Error('no address'))
  expect(await refused).toBe('refused')
  expect(editor.get(viewStore).getState().settings).toBe(null)
  answers[1]?.resolve({ ...settings, confirmAbove: 0 })
  await changed
  expect(await seen).toBe(0)
})
