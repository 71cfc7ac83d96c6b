import { expect, test } from 'vitest'
import { askWhereToSave } from './downloads.ts'
import { createFakeElectron } from './testing/fakeElectron.ts'

test.each([
  ['Harbour.patchbay.json', [{ name: 'Workflow', extensions: ['json'] }]],
  ['harbour.PNG', [{ name: 'PNG file', extensions: ['png'] }]],
  ['harbour', []],
])('%s is saved where the user chooses, with its own extension', async (name, filters) => {
  const { electron, downloads } = createFakeElectron()
  askWhereToSave(electron.session)
  const given: unknown[] = []
  const item = {
    getFilename: () => name,
    setSaveDialogOptions: (options: object) => void given.push(options),
  }
  await downloads.happen('will-download', {}, item)
  expect(given).toEqual([{ defaultPath: name, filters }])
})
