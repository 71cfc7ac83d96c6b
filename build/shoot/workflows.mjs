/**
 * Workflows of the scenes. Nodes have no titles of their own, so that the pictures show those of their types.
 *
 * @typedef {{ name: string, nodes: readonly object[], edges: readonly object[] }} SceneWorkflow
 */

const GENERATE = 'runcomfy/tongyi-mai/z-image/turbo'
const INPAINT = 'runcomfy/tongyi-mai/z-image/turbo/inpainting'
const HARBOUR = 'A fishing harbour at dawn, wooden boats on still water, hills behind, warm low light'

/**
 * @param {string} id
 * @param {string} type
 * @param {number} x
 * @param {number} y
 * @param {Readonly<Record<string, unknown>>} [values]
 */
const node = (id, type, x, y, values = {}) => ({ id, type, position: { x, y }, values })

/**
 * @param {string} ends As `node.port > node.port`.
 * @returns {{ id: string, from: { node: string, port: string }, to: { node: string, port: string } }}
 */
export function edge(ends) {
  const [from = '', to = ''] = ends.split(' > ')
  return { id: ends.replaceAll(/[^\w]+/g, '-'), from: end(from), to: end(to) }
}

/** @param {string} words */
function end(words) {
  const [name = '', port = ''] = words.split('.')
  return { node: name, port }
}

/**
 * The main job: generate, mask, inpaint, save.
 *
 * @param {string} name
 * @param {string} maskType
 * @param {Readonly<Record<string, unknown>>} [mask] The values of the node that makes the mask.
 * @returns {SceneWorkflow}
 */
const mainJob = (name, maskType, mask) => ({
  name,
  nodes: [
    node('generate', GENERATE, 0, 0, { prompt: HARBOUR, image_size: 'landscape_4_3', seed: 11 }),
    node('mask', maskType, 360, 0, mask),
    node('inpaint', INPAINT, 720, 0, { prompt: 'A red lighthouse on a rock, its lamp lit', seed: 5 }),
    node('save', 'local/save-image', 1080, 0, { name: '{workflow} {n}' }),
  ],
  edges: [
    'generate.image > mask.image',
    'generate.image > inpaint.image_url',
    'mask.mask > inpaint.mask_image_url',
    'inpaint.image > save.images',
  ].map(edge),
})

const ellipse = { shape: 'ellipse', x: 0.32, y: 0.3, width: 0.36, height: 0.44, feather: 6 }

export const harbour = mainJob('Harbour', 'local/shape-mask', ellipse)
export const unpainted = mainJob('Harbour', 'local/paint-mask')

/** @type {SceneWorkflow} */
export const twelveNodes = {
  name: 'Harbour in winter',
  nodes: [
    node('subject', 'local/text', 0, 0, { text: HARBOUR }),
    node('style', 'local/text', 0, 300, { text: 'Ink and watercolour, wide margins' }),
    node('prompt', 'local/join-text', 360, 0, { separator: ', ' }),
    node('generate', GENERATE, 720, 0, { image_size: 'landscape_4_3', seed: 11 }),
    node('edges', 'local/edge-map', 1080, 0),
    node('winter', `${GENERATE}/controlnet/lora`, 1440, 0, {
      prompt: 'The same harbour in deep winter, snow on the boats',
      image_size: 'landscape_4_3',
      seed: 7,
    }),
    node('mask', 'local/shape-mask', 1080, 640, ellipse),
    node('soft', 'local/feather-mask', 1440, 640, { radius: 12 }),
    node('inpaint', INPAINT, 1800, 0, { prompt: 'A red lighthouse on a rock, its lamp lit', seed: 5 }),
    node('warm', 'local/adjust', 2160, 0, { saturation: 0.2 }),
    node('signed', 'local/text-on-image', 2520, 0, { text: 'Harbour in winter' }),
    node('save', 'local/save-image', 2880, 0, { name: '{workflow} {n}' }),
  ],
  edges: [
    'subject.text > prompt.first',
    'style.text > prompt.second',
    'prompt.text > generate.prompt',
    'generate.image > edges.image',
    'edges.image > winter.image_url',
    'generate.image > mask.image',
    'mask.mask > soft.mask',
    'winter.image > inpaint.image_url',
    'soft.mask > inpaint.mask_image_url',
    'inpaint.image > warm.image',
    'warm.image > signed.image',
    'signed.image > save.images',
  ].map(edge),
}

const SUBJECTS = ['harbour at dawn', 'forest pond', 'desert road', 'city at night', 'snowy mountains']
const GROUPS = 20
const ROWS = 5

/** What each group makes of its picture: the type and its values. */
const VARIATIONS = /** @type {const} */ ([
  ['adjust', { hue: 60 }],
  ['adjust', { hue: -120 }],
  ['adjust', { saturation: -0.8 }],
  ['blur', { radius: 4 }],
  ['turn', { across: true }],
  ['turn', { down: true }],
  ['crop', { x: 32, y: 32, width: 64, height: 64 }],
])

/**
 * Groups of ten: a text, a picture, a small copy of it, and seven variations of that. Only the small ones are worked
 * on, so that a run of all is quick.
 *
 * @type {SceneWorkflow}
 */
export const twoHundredNodes = {
  name: 'Twenty studies',
  nodes: Array.from({ length: GROUPS }, (_, at) => {
    const x = Math.floor(at / ROWS) * 2700
    const y = (at % ROWS) * 1300
    const subject = SUBJECTS[at % SUBJECTS.length] ?? ''
    return [
      node(`text${at}`, 'local/text', x, y, { text: `A ${subject}, study ${at + 1}` }),
      node(`generate${at}`, GENERATE, x + 360, y, { image_size: 'square', seed: at + 1 }),
      node(`small${at}`, 'local/resize', x + 720, y, { width: 128, height: 128 }),
      ...VARIATIONS.map(([type, values], one) =>
        node(
          `${type}${at}x${one}`,
          `local/${type}`,
          x + 1080 + (one % 4) * 360,
          y + Math.floor(one / 4) * 600,
          values,
        ),
      ),
    ]
  }).flat(),
  edges: Array.from({ length: GROUPS }, (_, at) =>
    [
      `text${at}.text > generate${at}.prompt`,
      `generate${at}.image > small${at}.image`,
      ...VARIATIONS.map(([type], one) => `small${at}.image > ${type}${at}x${one}.image`),
    ].map(edge),
  ).flat(),
}

/** @type {SceneWorkflow} */
export const foreignNodes = {
  name: 'With unknown node types',
  nodes: [
    node('words', 'local/text', 0, 0, { text: 'A tram in the rain' }),
    node('odd', 'somebody/upscale-2x', 360, 0, { factor: 2, sharpen: true }),
    node('bad', 'local/crop', 720, 0, { width: -3 }),
  ],
  edges: ['words.text > odd.prompt', 'odd.image > bad.image'].map(edge),
}
