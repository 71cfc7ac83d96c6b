import { expect, test } from 'vitest'
import { createHostClient } from '#shared/api/client.ts'
import { emptyWorkflow } from '#shared/document/defaults.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { createParts } from '../../base/editor.ts'
import { connectHost } from '../../base/host.ts'
import { tabsStore } from '../tabs.ts'
import { openExample } from './file.ts'

test('a template that is clicked again while it opens is opened once; later it opens once more', async () => {
  const editor = createParts()
  connectHost(
    editor,
    createHostClient({
      request: () => Promise.resolve({ name: 'Harbour', text: writeWorkflow(emptyWorkflow('Harbour')) }),
      subscribe: () => () => {},
    }),
  )
  await Promise.all([openExample(editor, 'harbour'), openExample(editor, 'harbour')])
  expect(editor.get(tabsStore).getState().tabs).toHaveLength(1)
  await openExample(editor, 'harbour')
  expect(editor.get(tabsStore).getState().tabs).toHaveLength(2)
})
