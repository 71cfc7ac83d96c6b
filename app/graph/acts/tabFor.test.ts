import { expect, test } from 'vitest'
import type { ResultRow } from '#shared/api/records.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { Tab } from '../../state/tabs.ts'
import { tabFor } from './tabFor.ts'

const tab = (id: string, name: string, nodeType: string, run: string | null): Tab => ({
  id,
  entry: null,
  workflow: workflowOf({ draw: nodeType }, [], name),
  saved: null,
  base: null,
  conflict: null,
  past: [],
  future: [],
  lastKey: null,
  readOnly: false,
  selected: new Set(),
  run,
})
const row: ResultRow = {
  media: fakeMedia(1),
  run: 'r1',
  workflowName: 'Harbour',
  node: 'draw',
  nodeTitle: 'Draw',
  nodeType: 'test/draw',
  port: 'image',
  at: 0,
  took: null,
  mode: 'practice',
  engine: 'runcomfy',
  modelId: null,
  cost: null,
  requestId: null,
  inputs: {},
}
const mine = tab('mine', 'Harbour', 'test/draw', 'r1')
const renamed = tab('renamed', 'Port', 'test/draw', 'r1')
const later = tab('later', 'Harbour', 'test/draw', 'r2')
const shown = tab('shown', 'Harbour', 'test/draw', null)
const other = tab('other', 'Harbour', 'test/other', 'r1')
const strange = tab('strange', 'Port', 'test/draw', null)

test.each([
  ['the tab that started its run', [later, shown, mine], 'mine'],
  ['also under another name', [shown, renamed], 'renamed'],
  ['the shown tab of its workflow', [later, shown], 'shown'],
  ['any tab of its workflow', [later], 'later'],
  ['none whose node is another by now', [other], null],
  ['none of another workflow', [strange], null],
])('a result is shown in %s', (_, tabs, found) => {
  expect(tabFor({ tabs, active: 'shown' }, row)?.id ?? null).toBe(found)
})
