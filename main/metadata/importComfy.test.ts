import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { importComfy } from '#shared/comfyui/importComfy.ts'
import { mappings } from '#shared/comfyui/mappings.ts'
import { promptOf } from '#shared/comfyui/promptOf.ts'
import { readComfy } from '#shared/comfyui/readComfy.ts'
import { graph, prompt } from '#shared/comfyui/testing/files.ts'
import { workflowOf } from '#shared/testing/workflow.ts'

function imported(text: string, beside: string | null = null) {
  const comfy = readComfy(text, beside)
  return comfy === null ? null : importComfy(comfy, registry, 'Quay')
}

/** Nodes in one line each: id, type and values; cables as arrows. */
const shown = ({ nodes, edges }: Workflow): readonly string[] => [
  ...nodes.map(({ id, type, values }) => `${id} ${type} ${JSON.stringify(values)}`),
  ...edges.map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`),
]

test("ComfyUI's prompt format opens with every value and every cable", () => {
  const read = imported(JSON.stringify(prompt))
  expect(read?.workflow.name).toBe('Quay')
  expect(shown(read?.workflow ?? workflowOf({}))).toEqual([
    '3 comfyui/KSampler {"seed":8566257,"steps":20,"cfg":7.5,"sampler_name":"euler","scheduler":"normal","denoise":1}',
    '4 comfyui/CheckpointLoaderSimple {"ckpt_name":"paint.safetensors"}',
    '6 comfyui/CLIPTextEncode {}',
    '8 comfyui/VAEDecode {}',
    '9 local/save-image {"name":"night {n}","folder":"quay"}',
    '10 local/load-image {"image":{"file":"quay.png"}}',
    '11 local/resize {"fit":"cover","kernel":"nearest","width":768,"height":512}',
    '12 local/grow-mask {"amount":6}',
    '13 comfyui/VAEEncodeForInpaint {"grow_mask_by":6}',
    '20 local/text {"text":"a quay at night"}',
    '10-mask local/mask-from-image {"channel":"alpha","invert":true}',
    '4.MODEL > 3.model',
    '6.CONDITIONING > 3.positive',
    '6.CONDITIONING > 3.negative',
    '13.LATENT > 3.latent_image',
    '20.text > 6.text',
    '4.CLIP > 6.clip',
    '3.LATENT > 8.samples',
    '4.VAE > 8.vae',
    '8.IMAGE > 9.images',
    '10.image > 11.image',
    '10.image > 10-mask.image',
    '10-mask.mask > 12.mask',
    '11.image > 13.pixels',
    '4.VAE > 13.vae',
    '12.mask > 13.mask',
  ])
  expect(read?.report).toEqual([
    'From ComfyUI: 5 of 10 nodes have an equal here.',
    'Kept as cards with their values and cables, which do not run: KSampler, CheckpointLoaderSimple, CLIPTextEncode, VAEDecode, VAEEncodeForInpaint.',
    "LoadImage: quay.png has to be in the workflow's folder, or be chosen again.",
    'Taken over: SaveImage → Save image, LoadImage → Load image, ImageScale → Resize image, GrowMask → Grow mask, PrimitiveStringMultiline → Text.',
  ])
})

test('nodes without a position are arranged in columns, each right of its sources', () => {
  const { nodes = [], edges = [] } = imported(JSON.stringify(prompt))?.workflow ?? {}
  const x = new Map(nodes.map(({ id, position }) => [id, position.x]))
  const backwards = edges.filter(({ from, to }) => (x.get(from.node) ?? 0) >= (x.get(to.node) ?? 0))
  expect(backwards).toEqual([])
  expect(new Set(nodes.map(({ position }) => `${position.x} ${position.y}`)).size).toBe(nodes.length)
})

test('a ComfyUI canvas opens with its layout', () => {
  const read = imported(JSON.stringify(graph))
  expect(read?.workflow.nodes).toEqual([
    {
      id: '1',
      type: 'local/load-image',
      position: { x: 40, y: 80 },
      values: { image: { file: 'quay.png' } },
    },
    { id: '2', type: 'local/reroute', position: { x: 400, y: 100 }, values: {} },
    {
      id: '3',
      type: 'local/preview',
      position: { x: 520, y: 60 },
      title: 'Before',
      mode: 'muted',
      collapsed: true,
      values: {},
    },
    {
      id: '4',
      type: 'comfyui/SomebodysFilter',
      position: { x: 520, y: 260 },
      title: 'SomebodysFilter',
      mode: 'bypassed',
      values: { amount: 0.4, style: 'soft' },
    },
    { id: '5', type: 'local/save-image', position: { x: 860, y: 260 }, values: { name: 'filtered {n}' } },
    {
      id: '6',
      type: 'local/number',
      position: { x: 300, y: 420 },
      seedMode: 'fixed',
      values: { number: 0.4 },
    },
    {
      id: '7',
      type: 'comfyui/KSampler',
      position: { x: 40, y: 500 },
      title: 'KSampler',
      seedMode: 'randomize',
      values: {
        seed: 42,
        control_after_generate: 'randomize',
        steps: 20,
        cfg: 8,
        sampler_name: 'euler',
        scheduler: 'normal',
        denoise: 1,
      },
    },
    {
      id: '8',
      type: 'local/note',
      position: { x: 0, y: 0 },
      size: { width: 210, height: 58 },
      values: { text: 'Try 0.6 too' },
    },
    {
      id: '9',
      type: 'comfyui/Unnamed',
      position: { x: 0, y: 900 },
      title: 'Unnamed',
      values: { 'widget 1': 'x', 'widget 2': 3 },
    },
  ])
  expect(shown({ ...workflowOf({}), edges: read?.workflow.edges ?? [] })).toEqual([
    '1.image > 2.value',
    '2.value > 3.value',
    '2.value > 4.image',
    '4.IMAGE 1 > 5.images',
    '6.number > 4.amount',
  ])
  expect(read?.workflow.groups).toEqual([
    {
      id: 'group-1',
      title: 'In',
      color: '#3f789e',
      position: { x: 0, y: 40 },
      size: { width: 500, height: 400 },
    },
  ])
  expect(read?.report.at(-2)).toBe('A cable that leads nowhere was left out.')
})

test('the prompt of the same picture names values that the canvas lists', () => {
  const beside = { '9': { class_type: 'Unnamed', inputs: { name: 'x', count: 3 } } }
  const { nodes = [] } = imported(JSON.stringify(graph), JSON.stringify(beside))?.workflow ?? {}
  expect(nodes.find(({ id }) => id === '9')?.values).toEqual({ name: 'x', count: 3 })
})

test("links as objects, wrapped lists and Python's literals for null are read", () => {
  const newer = {
    nodes: [
      {
        id: 1,
        type: 'Maker',
        pos: [0, 0],
        outputs: [{ name: 'IMAGE', type: 'IMAGE' }],
        widgets_values: { size: [1, 2] },
      },
      { id: 2, type: 'PreviewImage', pos: [9, 0], inputs: [{ name: 'images' }] },
    ],
    links: [{ id: 1, origin_id: 1, origin_slot: 0, target_id: 2, target_slot: 0, type: 'IMAGE' }],
  }
  expect(shown(imported(JSON.stringify(newer))?.workflow ?? workflowOf({}))).toEqual([
    '1 comfyui/Maker {"size":[1,2]}',
    '2 local/preview {}',
    '1.IMAGE > 2.value',
  ])
  const python =
    '{"1": {"class_type": "Maker", "inputs": {"a": {"__value__": ["1", 0]}, "b": "NaN \\" NaN"}, "is_changed": [NaN, -Infinity]}}'
  expect(shown(imported(python)?.workflow ?? workflowOf({}))).toEqual([
    '1 comfyui/Maker {"a":["1",0],"b":"NaN \\" NaN"}',
  ])
})

test('a node with a cable that its equivalent cannot take stays a card, so that no cable is lost', () => {
  const text = JSON.stringify({
    '1': { class_type: 'PrimitiveString', inputs: { value: 'x' } },
    '2': { class_type: 'SaveImage', inputs: { images: ['3', 0], filename_prefix: ['1', 0] } },
    '3': { class_type: 'LoadImage', inputs: { image: 'a.png' } },
  })
  expect(shown(imported(text)?.workflow ?? workflowOf({})).slice(1)).toEqual([
    '2 comfyui/SaveImage {}',
    '3 local/load-image {"image":{"file":"a.png"}}',
    '3.image > 2.images',
    '1.text > 2.filename_prefix',
  ])
})

test.each([...registry.values()].filter(({ where }) => where === 'remote').map(({ type }) => type))(
  "a class with the words of the endpoint's name is %s",
  (type) => {
    const spelt = type
      .split(/[^A-Za-z0-9]+/)
      .map((word) => word[0]?.toUpperCase() + word.slice(1))
      .join('_')
    const { nodes = [] } =
      imported(JSON.stringify({ '1': { class_type: spelt, inputs: { prompt: 'a cat', seed: 3 } } }))
        ?.workflow ?? {}
    expect(nodes.map((node) => [node.type, node.values])).toEqual([[type, { prompt: 'a cat', seed: 3 }]])
  },
)

test('the prompt in our own pictures opens as what ran', () => {
  const ours = workflowOf(
    {
      a: { type: 'local/text', values: { text: 'x' } },
      b: { type: 'local/join-text', values: { second: 'y' } },
    },
    ['a.text > b.first'],
  )
  const { workflow = workflowOf({}) } = imported(JSON.stringify(promptOf(ours))) ?? {}
  expect(shown(workflow)).toEqual(shown(ours))
})

test('every equivalent has its declared ports', () => {
  for (const { type, inputs, outputs, any } of Object.values(mappings)) {
    const own = registry.get(type)
    expect(Object.keys(own?.inputs ?? {})).toEqual(
      expect.arrayContaining([...Object.values(inputs), ...(any ? [any] : [])]),
    )
    const names = outputs.map((output) => (typeof output === 'string' ? output : output.from))
    // A saved picture is passed on here; there, nothing follows it.
    expect(Object.keys(own?.outputs ?? {})).toEqual(expect.arrayContaining(names))
  }
})

test.each([
  '',
  'null',
  '[]',
  '{}',
  '{"a":1}',
  '{"nodes":[]}',
  writeWorkflow(workflowOf({ a: 'local/text' })),
  '{"nodes":1',
  `${'['.repeat(100)}${']'.repeat(100)}`,
])('%j is no workflow of ComfyUI', (text) => {
  expect(readComfy(text)).toBeNull()
})

test('any file of that format is converted to a workflow that opens', () => {
  const word = fc.oneof(
    fc.constantFrom('LoadImage', 'Reroute', 'SaveImage', 'PrimitiveNode', '__proto__', ''),
    fc.string(),
  )
  const id = fc.oneof(fc.nat(5), fc.constantFrom('constructor', '1-mask', '2'))
  const slots = fc.array(fc.record({ name: word, type: word }, { requiredKeys: [] }), { maxLength: 3 })
  const node = fc.record(
    {
      id,
      type: word,
      pos: fc.oneof(fc.tuple(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.nat()), fc.jsonValue()),
      title: fc.oneof(word, fc.jsonValue()),
      mode: fc.oneof(fc.nat(4), fc.jsonValue()),
      flags: fc.jsonValue(),
      inputs: fc.oneof(slots, fc.jsonValue()),
      outputs: fc.oneof(slots, fc.jsonValue()),
      widgets_values: fc.oneof(fc.array(fc.jsonValue(), { maxLength: 4 }), fc.jsonValue()),
    },
    { requiredKeys: ['id', 'type'] },
  )
  const link = fc.oneof(fc.tuple(fc.nat(), id, fc.nat(2), id, fc.nat(2)), fc.jsonValue())
  const file = fc.record({
    nodes: fc.array(node, { minLength: 1, maxLength: 6 }),
    links: fc.array(link),
    groups: fc.array(fc.jsonValue()),
  })
  fc.assert(
    fc.property(file, (json) => {
      const made = imported(JSON.stringify(json))
      const read = made === null ? null : readWorkflow(writeWorkflow(made.workflow))
      expect(read === null || read.ok || read.problems).toBe(true)
    }),
    { numRuns: 1000 },
  )
})
