import { expect, test } from 'vitest'
import { registry } from './registry.ts'
import { endpointNode } from '#shared/endpoint/endpointNode.ts'
import { image, integer, listOf, text, withDefault } from '#shared/ports/port.ts'
import { cardInputs } from '#shared/nodes/cardInputs.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import type { NodeType } from '#shared/nodes/defineNode.ts'

const shown = (type: NodeType | undefined) => {
  if (type === undefined) throw new Error('there is no such node type')
  const { prompt, data, front } = cardInputs(type)
  return { prompt, data: [...data], front: [...front] }
}
const turbo = 'runcomfy/tongyi-mai/z-image/turbo'

test.each<readonly [string, string | null, readonly string[], readonly string[]]>([
  [turbo, 'prompt', [], ['prompt', 'seed', 'num_images']],
  [`${turbo}/inpainting`, 'prompt', ['image_url', 'mask_image_url'], ['prompt', 'strength', 'seed']],
  [`${turbo}/lora`, 'prompt', [], ['prompt', 'loras', 'seed']],
  ['fal/fal-ai/flux/dev', 'prompt', [], ['prompt', 'seed']],
  [
    'fal/fal-ai/clarity-upscaler',
    'prompt',
    ['image_url'],
    ['prompt', 'upscale_factor', 'creativity', 'seed'],
  ],
  ['fal/fal-ai/wan-i2v', 'prompt', ['image_url'], ['prompt', 'seed']],
  ['local/save-image', null, ['images'], ['name']],
  ['local/blur', null, ['image', 'mask'], ['radius']],
  ['local/join-text', null, [], ['first', 'second', 'separator']],
  ['local/text', 'text', [], ['text']],
])('a card of %s has its prompt, its data and what people change in front', (type, prompt, data, front) => {
  const found = shown(registry.get(type))
  expect({ ...found, front: found.front.toSorted() }).toEqual({ prompt, data, front: front.toSorted() })
})

test('a generated model with many inputs shows what must be decided, its seed and two more', () => {
  const names = ['cfg_scale', 'sampler', 'duration', 'voice', 'motion', 'seed', 'output_format', 'sync_mode']
  const properties = Object.fromEntries(
    names.map((name) => [name, { type: name === 'seed' ? 'integer' : 'number' }]),
  )
  const type = endpointNode({
    engine: 'acme',
    modelId: 'acme/film',
    title: 'Film',
    category: 'Text to video',
    input: {
      properties: { prompt: { type: 'string' }, ...properties, key: { type: 'string' } },
      required: ['key'],
    },
    outputs: ['video'],
  })
  expect(shown(type)).toEqual({
    prompt: 'prompt',
    data: [],
    front: ['duration', 'voice', 'seed', 'key', 'prompt'],
  })
})

test('a node type says itself what is in front; what is required is there in any case', () => {
  const type = defineNode({
    type: 'test/many',
    title: 'Many',
    category: 'Test',
    inputs: {
      images: listOf(image('Images')),
      name: withDefault(text('Name'), ''),
      size: withDefault(integer('Size', { advanced: true }), 1),
      count: integer('Count'),
      depth: listOf(image('Depth', { advanced: true })),
    },
    front: ['size'],
    outputs: {},
    run: () => ({}),
  })
  expect(shown(type)).toEqual({ prompt: null, data: ['images'], front: ['size', 'count'] })
})
