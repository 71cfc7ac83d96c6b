import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTabs } from './openTabs.ts'
import { testFolder } from '../../platform/testing/testFolder.ts'

const open = {
  tabs: [
    { id: 'w1', viewport: { x: 1, y: 2, zoom: 0.5 }, edited: false },
    { id: 'draft-1', viewport: null, edited: true },
  ],
  active: 'w1',
}

test('the open tabs are there for the next process, in their order', async () => {
  const path = join(testFolder(), 'tabs.json')
  const tabs = await openTabs(path)
  expect(tabs.get()).toBeNull()
  await tabs.save(open)
  expect((await openTabs(path)).get()).toEqual(open)
})

test.each(['', '{"tabs":[{"id":1}]}', '{"tabs":[]}', 'null'])(
  'an invalid file (%s) is ignored',
  async (text) => {
    const path = join(testFolder(), 'tabs.json')
    await writeFile(path, text)
    expect((await openTabs(path)).get()).toBeNull()
  },
)
