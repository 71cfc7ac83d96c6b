import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import type { NodeFields } from '#shared/testing/workflow.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import { fakeMedia } from '#shared/testing/media.ts'
import type { Result } from '../../state/results/results.ts'
import type { KnownPictures } from './expectedRatio.ts'
import { createExpectedRatios } from './expectedRatio.ts'

const turbo = 'runcomfy/tongyi-mai/z-image/turbo'
const asset = { asset: 'a'.repeat(64) }

function ratio(
  nodes: Readonly<Record<string, NodeFields | string>>,
  edges: readonly string[] = [],
  known: Partial<KnownPictures> = {},
): number | undefined {
  const workflow = workflowOf(nodes, edges)
  const ratioOf = createExpectedRatios({ workflow, registry, results: {}, ratios: {}, ...known })
  const node = workflow.nodes.find(({ id }) => id === 'a')
  return node === undefined ? undefined : ratioOf(node)
}

const made = (width: number, height: number): Result => ({
  phase: 'done',
  startedAt: 0,
  finishedAt: 1,
  outputs: { image: { ...fakeMedia(1), width, height } },
  reused: false,
  cost: null,
})

test.each<readonly [string, number | undefined, number]>([
  ['its default size', ratio({ a: turbo }), 4 / 3],
  ['its size', ratio({ a: { type: turbo, values: { image_size: 'portrait_16_9' } } }), 9 / 16],
  ['its width and height', ratio({ a: `${turbo}/lora` }), 1024 / 1536],
  ['a ratio', ratio({ a: { type: 'fal/fal-ai/wan-i2v', values: { aspect_ratio: '16:9' } } }), 16 / 9],
  ['nothing: a usual one', ratio({ a: 'local/blur' }), 4 / 3],
  [
    'a ratio beyond all measure',
    ratio({ a: { type: `${turbo}/lora`, values: { width: 9999, height: 1 } } }),
    10,
  ],
  [
    'the source of its source',
    ratio({ s: { type: turbo, values: { image_size: 'square' } }, b: 'local/blur', a: 'local/blur' }, [
      's.image > b.image',
      'b.image > a.image',
    ]),
    1,
  ],
  [
    'what its source has made',
    ratio({ s: turbo, a: 'local/blur' }, ['s.image > a.image'], { results: { s: made(300, 100) } }),
    3,
  ],
  [
    'its own picture',
    ratio({ a: { type: 'local/load-image', values: { image: asset } } }, [], {
      ratios: { [asset.asset]: 2 },
    }),
    2,
  ],
  [
    'a cycle: a usual one',
    ratio({ a: 'local/blur', b: 'local/blur' }, ['a.image > b.image', 'b.image > a.image']),
    4 / 3,
  ],
])('a node makes room as wide by high as %s says', (_, found, expected) => {
  expect(found).toBeCloseTo(expected)
})
