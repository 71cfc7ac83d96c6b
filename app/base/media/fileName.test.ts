import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import type { ResultRow } from '#shared/api/records.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { fileName } from './fileName.ts'

const media = { ...fakeMedia(1), mime: 'image/webp' }
const row = (change: Partial<ResultRow>): ResultRow => ({
  media,
  run: 'r',
  workflowName: 'Harbour',
  node: 'a',
  nodeTitle: 'Repaint',
  nodeType: 'test/unknown',
  port: 'image',
  at: 0,
  took: null,
  mode: 'practice',
  engine: 'runcomfy',
  modelId: null,
  cost: null,
  requestId: null,
  inputs: {},
  ...change,
})

test.each([
  ['a result', row({}), 'Harbour - Repaint.webp'],
  ['one with a seed', row({ inputs: { seed: 42 } }), 'Harbour - Repaint - 42.webp'],
  ['one of a workflow without a name', row({ workflowName: '' }), 'Repaint.webp'],
  ['a title that no system takes', row({ nodeTitle: 'a/b: "c"?' }), 'Harbour - a-b- -c--.webp'],
  ['what no run made', null, '000000000000.webp'],
])('%s is saved as a file that can be found again', (_, made, name) => {
  expect(fileName(media, made, registry)).toBe(name)
})
