import { join as joinPath } from 'node:path'
import { expect, test } from 'vitest'
import { readRefusal, refusal } from './refusal.ts'
import { makeFolder, runCli } from './runCli.ts'
import { runCliInProcess } from './runCliInProcess.ts'
import { fileOf, turbo, workflow } from './workflows.ts'
import type { FileNode } from './workflows.ts'

// Exit code 65: the file is a readable workflow file with problems. `validate` and `run` report the same.

const join = (id: string): FileNode => ({ id, type: 'local/join-text', values: { first: 'a', second: 'b' } })
const generate = (values: object = {}, id = 'make'): FileNode => ({
  id,
  type: turbo(),
  values: { prompt: 'a lamp', seed: 1, ...values },
})
const endpoint = (rest: string, values: object): FileNode => ({
  id: 'make',
  type: turbo(rest),
  values: { prompt: 'a lamp', seed: 1, ...values },
})
const address = 'https://pictures.example.com/a.png'
const lora = { path: 'owner/name', scale: 1 }

type Row = [title: string, file: string, ...words: RegExp[]]

const structure: Row[] = [
  [
    'two nodes in a cycle',
    fileOf([join('a'), join('b')], ['a.text > b.first', 'b.text > a.first']),
    /cycle/i,
    /\ba\b/,
    /\bb\b/,
  ],
  ['a node that feeds itself', fileOf([join('a')], ['a.text > a.first']), /cycle/i, /\ba\b/],
  ['two nodes with one id', fileOf([join('a'), join('b'), join('a')]), /nodes\[2\]/, /\ba\b/],
  [
    'two edges with one id',
    JSON.stringify({
      ...workflow([join('a'), join('b'), join('c')]),
      edges: [
        { id: 'e', from: { node: 'a', port: 'text' }, to: { node: 'b', port: 'first' } },
        { id: 'e', from: { node: 'a', port: 'text' }, to: { node: 'c', port: 'first' } },
      ],
    }),
    /edges\[1\]/,
  ],
  ['an edge from nowhere', fileOf([join('a')], ['ghost.text > a.first']), /edges\[0\]/, /ghost/],
  ['an edge to nowhere', fileOf([join('a')], ['a.text > ghost.first']), /edges\[0\]/, /ghost/],
  [
    'an edge from an unknown port',
    fileOf([join('a'), join('b')], ['a.words > b.first']),
    /edges\[0\]/,
    /words/,
  ],
  ['an edge to an unknown port', fileOf([join('a'), join('b')], ['a.text > b.third']), /edges\[0\]/, /third/],
  [
    'an edge to the port constructor',
    fileOf([join('a'), join('b')], ['a.text > b.constructor']),
    /edges\[0\]/,
  ],
  [
    'an edge from the port __proto__',
    fileOf([join('a'), join('b')], ['a.__proto__ > b.first']),
    /edges\[0\]/,
  ],
  ['a node with the id __proto__', fileOf([join('__proto__')]), /nodes\[0\]\.id/],
  [
    'two edges into one port',
    fileOf([join('a'), join('b'), join('c')], ['a.text > c.first', 'b.text > c.first']),
    /edges\[1\]/,
    /first/,
  ],
  [
    'a text that flows into an image',
    fileOf([join('a'), endpoint('/image-to-image', {})], ['a.text > make.image_url']),
    /edges\[0\]/,
    /text/,
    /image/,
  ],
  ['an unknown node type', fileOf([{ id: 'a', type: 'local/teleport' }]), /nodes\[0\]/, /local\/teleport/],
  [
    'an unknown endpoint',
    fileOf([{ id: 'a', type: 'runcomfy/nobody/nothing' }]),
    /nodes\[0\]/,
    /runcomfy\/nobody\/nothing/,
  ],
  ['the node type constructor', fileOf([{ id: 'a', type: 'constructor' }]), /nodes\[0\]/],
  [
    'a node type that would paint the terminal',
    fileOf([{ id: 'a', type: 'local/\u001b[31mred\u202etxt\u0007' }]),
    /nodes\[0\]/,
    /local\//,
  ],
]

const values: Row[] = [
  ['no prompt', fileOf([{ id: 'make', type: turbo() }]), /nodes\[0\]/, /prompt/],
  ['no picture', fileOf([endpoint('/image-to-image', {})]), /nodes\[0\]/, /image_url/],
  ['no mask', fileOf([endpoint('/inpainting', { image_url: address })]), /nodes\[0\]/, /mask_image_url/],
  ['a number for a prompt', fileOf([generate({ prompt: 12 })]), /nodes\[0\]\.values\.prompt: .*12/],
  ['a list for a prompt', fileOf([generate({ prompt: ['a'] })]), /nodes\[0\]\.values\.prompt/],
  ['a text for a number', fileOf([generate({ num_images: '2' })]), /nodes\[0\]\.values\.num_images: .*"2"/],
  [
    'a fraction for a whole number',
    fileOf([generate({ num_images: 1.5 })]),
    /nodes\[0\]\.values\.num_images: .*1\.5/,
  ],
  ['a fraction for a seed', fileOf([generate({ seed: 0.5 })]), /nodes\[0\]\.values\.seed: .*0\.5/],
  ['a seed beyond 2^53', fileOf([generate({ seed: 2 ** 60 })]), /nodes\[0\]\.values\.seed/],
  [
    'a text for a switch',
    fileOf([endpoint('/image-to-image', { image_url: address, enable_prompt_expansion: 'no' })]),
    /nodes\[0\]\.values\.enable_prompt_expansion: .*"no"/,
  ],
  [
    'a number for a picture',
    fileOf([endpoint('/image-to-image', { image_url: 5 })]),
    /nodes\[0\]\.values\.image_url: .*5/,
  ],
  ['an object for LoRAs', fileOf([endpoint('/lora', { loras: lora })]), /nodes\[0\]\.values\.loras/],
  [
    'a text for a LoRA',
    fileOf([endpoint('/lora', { loras: [lora, 'owner/name'] })]),
    /nodes\[0\]\.values\.loras\[1\]/,
  ],
  [
    'a LoRA’s scale above its bound',
    fileOf([endpoint('/lora', { loras: [lora, { ...lora, scale: 4.5 }] })]),
    /nodes\[0\]\.values\.loras\[1\]\.scale: 4\.5 is above 4/,
  ],
  [
    'four LoRAs',
    fileOf([endpoint('/lora', { loras: [lora, lora, lora, lora] })]),
    /nodes\[0\]\.values\.loras: .*4.*3/,
  ],
  [
    'a strength above its bound',
    fileOf([
      generate({}, 'a'),
      generate({}, 'b'),
      generate({}, 'c'),
      endpoint('/image-to-image', { image_url: address, strength: 1.4 }),
    ]),
    /^.*nodes\[3\]\.values\.strength: 1\.4 is above 1$/m,
  ],
  [
    'no steps',
    fileOf([generate({ num_inference_steps: 0 })]),
    /nodes\[0\]\.values\.num_inference_steps: 0 is below 1/,
  ],
  [
    'a width below its bound',
    fileOf([endpoint('/lora', { width: 255 })]),
    /nodes\[0\]\.values\.width: 255 is below 256/,
  ],
  [
    'a size that is none',
    fileOf([generate({ image_size: 'auto' })]),
    /nodes\[0\]\.values\.image_size: "auto"/,
  ],
  ['half a surrogate pair', fileOf([generate({ prompt: 'a \ud83d' })]), /nodes\[0\]\.values\.prompt/],
]

const shape: Row[] = [
  ['a list', '[]', /workflow/i],
  ['null', 'null', /workflow/i],
  ['a text', '"workflow"', /workflow/i],
  ['an object with nothing in it', '{}', /format/],
  ['another program’s file', '{"last_node_id":3,"nodes":[],"links":[],"version":0.4}', /format/],
  ['another format', fileOf([], [], { format: 'patchbay/settings' }), /format/],
  ['no version', fileOf([], [], { version: undefined }), /version/],
  ['a version that is a text', fileOf([], [], { version: '1' }), /version/],
  ['a newer version', fileOf([], [], { version: 2 }), /newer/i, /2/],
  ['nodes that are no list', fileOf([], [], { nodes: {} }), /nodes/],
  ['a node that is null', fileOf([], [], { nodes: [null] }), /nodes\[0\]/],
  ['a node without an id', fileOf([{ ...join('a'), id: undefined } as never]), /nodes\[0\]\.id/],
  ['a node without a place', fileOf([{ ...join('a'), position: undefined }]), /nodes\[0\]\.position/],
  ['a node’s values that are a list', fileOf([{ ...join('a'), values: [] as never }]), /nodes\[0\]\.values/],
  ['an unknown mode', fileOf([{ ...join('a'), mode: 'asleep' }]), /nodes\[0\]\.mode/],
  [
    'an edge without an end',
    fileOf([join('a')], [], { edges: [{ id: 'e', from: { node: 'a', port: 'text' } }] }),
    /edges\[0\]\.to/,
  ],
]

test.each<Row>([...structure, ...values, ...shape])(
  '%s: 65, with the place',
  async (_title, file, ...patterns) => {
    const folder = await makeFolder({ 'flow.json': file })
    const [checked, ran] = await Promise.all([
      runCliInProcess(['validate', joinPath(folder, 'flow.json')], { cwd: folder }),
      runCliInProcess(['run', joinPath(folder, 'flow.json')], { cwd: folder }),
    ])
    expect(readRefusal(checked, patterns)).toEqual(refusal(65, checked))
    expect(readRefusal(ran, patterns)).toEqual(refusal(65, ran))
    expect(ran.stdout).toBe('')
  },
)

test.each([structure, values, shape].flatMap(([first]) => (first === undefined ? [] : [first])))(
  '%s: the built program says and does the same',
  async (_title, file) => {
    const folder = await makeFolder({ 'flow.json': file })
    for (const args of [
      ['validate', joinPath(folder, 'flow.json')],
      ['run', joinPath(folder, 'flow.json')],
    ])
      expect(await runCli(args, { cwd: folder })).toEqual(await runCliInProcess(args, { cwd: folder }))
  },
)

test('every problem is named, not only the first', async () => {
  const nodes = [
    generate({ num_images: 9 }, 'a'),
    { id: 'b', type: 'local/teleport' },
    endpoint('/image-to-image', {}),
  ]
  const folder = await makeFolder({ 'flow.json': fileOf(nodes, ['ghost.text > a.prompt']) })
  const checked = await runCliInProcess(['validate', joinPath(folder, 'flow.json')], { cwd: folder })
  expect(
    readRefusal(checked, [
      /nodes\[0\]\.values\.num_images: 9 is above 4/,
      /nodes\[1\].*local\/teleport/,
      /nodes\[2\].*image_url/,
      /edges\[0\].*ghost/,
    ]),
  ).toEqual(refusal(65, checked))
})

test('a valid workflow passes, without any complaint', async () => {
  const folder = await makeFolder({ 'flow.json': fileOf([join('a'), generate()], ['a.text > make.prompt']) })
  const checked = await runCliInProcess(['validate', joinPath(folder, 'flow.json')], { cwd: folder })
  expect({ code: checked.code, stderr: checked.stderr }).toEqual({ code: 0, stderr: '' })
})

test('a run of a node that depends on a muted one is refused, as is a run of which nothing is left', async () => {
  const nodes = [{ ...generate({}, 'first'), mode: 'muted' }, endpoint('/image-to-image', {})]
  const folder = await makeFolder({ 'flow.json': fileOf(nodes, ['first.image > make.image_url']) })
  for (const target of [['--target', 'make'], []]) {
    const ran = await runCli(['run', 'flow.json', ...target], { cwd: folder })
    expect(readRefusal(ran, [/muted/])).toEqual(refusal(65, ran))
    expect(ran.stdout).toBe('')
  }
})
