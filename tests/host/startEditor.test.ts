import { expect, onTestFinished, test } from 'vitest'
import { makeFolder } from '../cli/runCli.ts'
import { startEditor } from './startEditor.ts'

test('waits reject when the editor is killed, and abandoned ones are no error', async () => {
  const faults: unknown[] = []
  const record = (thrown: unknown): void => void faults.push(thrown)
  process.on('unhandledRejection', record)
  onTestFinished(() => void process.off('unhandledRejection', record))

  const editor = await startEditor({ home: await makeFolder() })
  void editor.waitForEvent(() => false)
  const waiting = editor.waitForEvent(() => false)
  await Promise.all([expect(waiting).rejects.toThrow('the editor has ended'), editor.end('SIGKILL')])
  await expect(editor.client.request('run.list', {})).rejects.toMatchObject({ code: 'host.gone' })
  // Node emits unhandled rejections after the promises of a turn.
  await new Promise(setImmediate)
  expect(faults).toEqual([])
})
