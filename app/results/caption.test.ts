import { expect, test } from 'vitest'
import type { ResultRow } from '#shared/api/records.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import { testRegistry } from '#shared/testing/nodeTypes.ts'
import { captionOf } from './caption.ts'

const row = (inputs: ResultRow['inputs']): ResultRow => ({
  media: fakeMedia(1),
  run: 'r',
  workflowName: 'Harbour',
  node: 'n',
  nodeTitle: 'Repaint',
  nodeType: 'local/blur',
  port: 'image',
  at: 0,
  took: null,
  mode: 'practice',
  engine: 'runcomfy',
  modelId: null,
  cost: null,
  requestId: null,
  inputs,
})

test.each([
  [
    { prompt: 'A red\n lighthouse', seed: 11 },
    { text: 'A red lighthouse', more: 'Seed 11' },
  ],
  [{ prompt: 'A red lighthouse' }, { text: 'A red lighthouse', more: 'Repaint' }],
  [
    { description: 'A quay in the fog', seed: 0 },
    { text: 'A quay in the fog', more: 'Seed 0' },
  ],
  [
    { format: 'png', image: { asset: 'x' } },
    { text: 'Repaint', more: '' },
  ],
  [
    { image_url: 'https://example.com/a.png', seed: 3 },
    { text: 'Repaint', more: 'Seed 3' },
  ],
  [{ prompt: ' ' }, { text: 'Repaint', more: '' }],
] as const)('%j is captioned %j', (inputs, caption) => {
  expect(captionOf(row(inputs), testRegistry())).toEqual(caption)
})
