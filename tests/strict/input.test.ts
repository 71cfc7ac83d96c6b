import { afterAll, beforeAll, expect, test } from 'vitest'
import { send } from './plainClient.ts'
import { dataUri, exampleBodies, samplePicture } from './samples.ts'
import { inputSchemas } from './schemas.ts'
import { startStrict } from './server.ts'
import type { StrictServer } from './server.ts'

const token = 'rc-test-4d1f'
const turbo = 'tongyi-mai/z-image/turbo'
const imageToImage = `${turbo}/image-to-image`
const inpainting = `${turbo}/inpainting`
const controlnet = `${turbo}/controlnet/lora`
const lora = `${turbo}/lora`

let strict: StrictServer
beforeAll(async () => void (strict = await startStrict({ token })))
afterAll(() => strict.close())

const post = (endpoint: string, body: string) =>
  send(`${strict.url}/v1/models/${endpoint}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
  })

/** Violations of the request that was sent last, as `rule field`. */
function brokenByLast(): string[] {
  const last = strict.requests.length - 1
  return strict.violations
    .filter(({ request }) => request === last)
    .map(({ rule, field }) => `${rule} ${field}`)
    .toSorted()
}

test('knows the five endpoints of the pages', () => {
  expect([...inputSchemas.keys()].toSorted()).toEqual(
    [turbo, controlnet, imageToImage, inpainting, lora].toSorted(),
  )
})

test.each([...exampleBodies])('%s accepts the call that its page shows', async (endpoint, body) => {
  const { status, json } = await post(endpoint, JSON.stringify(body))
  const id: unknown = expect.stringMatching(/^[A-Za-z0-9_-]{1,128}$/)
  const link: unknown = expect.stringMatching(
    /^http:\/\/127\.0\.0\.1:\d+\/v1\/requests\/[\w-]+\/(status|result|cancel)$/,
  )
  expect({ status, json, broken: brokenByLast() }).toEqual({
    status: 200,
    json: { request_id: id, status_url: link, result_url: link, cancel_url: link },
    broken: [],
  })
  expect(strict.requests.at(-1)).toMatchObject({ kind: 'submit', endpoint, body, submits: 1, status: 200 })
})

const whole: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  [turbo]: {
    image_size: 'portrait_16_9',
    num_inference_steps: 30,
    seed: 4294967296,
    num_images: 4,
    output_format: 'webp',
  },
  [imageToImage]: {
    image_size: 'auto',
    strength: 0,
    num_inference_steps: 1,
    seed: -5,
    enable_prompt_expansion: true,
    output_format: 'jpeg',
  },
  [inpainting]: {
    control_start: 0,
    strength: 1,
    image_size: 'square',
    num_inference_steps: 30,
    seed: 7,
    output_format: 'png',
    control_scale: 0.75,
    control_end: 1,
  },
  [controlnet]: {
    loras: [
      { path: 'owner/one' },
      { path: 'https://weights.example.com/two.safetensors', scale: 0 },
      { path: 'owner/three', scale: 4 },
    ],
    image_size: 'landscape_16_9',
    control_scale: 1,
    control_start: 0.25,
    control_end: 0.5,
    preprocess: 'canny',
    num_inference_steps: 8,
    seed: 0,
    enable_prompt_expansion: false,
    output_format: 'webp',
  },
  [lora]: { loras: [], width: 256, height: 1536, seed: 2147483647 },
}

test.each([...inputSchemas.keys()])(
  '%s accepts every property of its page, up to its limits',
  async (endpoint) => {
    const body = { ...exampleBodies.get(endpoint), ...whole[endpoint] }
    expect(Object.keys(body).toSorted()).toEqual(
      Object.keys(inputSchemas.get(endpoint)?.properties ?? {}).toSorted(),
    )
    const { status } = await post(endpoint, JSON.stringify(body))
    expect({ status, broken: brokenByLast() }).toEqual({ status: 200, broken: [] })
  },
)

const everywhere: [change: Record<string, unknown>, fields: string[]][] = [
  [{ prompt: undefined }, ['prompt']],
  [{ prompt: null }, ['prompt']],
  [{ prompt: 12 }, ['prompt']],
  [{ prompt: ['a', 'b'] }, ['prompt']],
  [{ prompt: 'half a pair \ud83d' }, ['prompt']],
  [{ seed: 1.5 }, ['seed']],
  [{ seed: '1' }, ['seed']],
  [{ seed: null }, ['seed']],
  [{ seed: true }, ['seed']],
  [{ seed: 2 ** 53 }, ['seed']],
  [{ guidance_scale: 3 }, ['guidance_scale']],
  [{ negative_prompt: '' }, ['negative_prompt']],
  [{ sync_mode: false, prompt: 1 }, ['prompt', 'sync_mode']],
]

const own: [endpoint: string, change: Record<string, unknown>, fields: string[]][] = [
  [turbo, { image_size: 'auto' }, ['image_size']],
  [turbo, { image_size: { width: 512, height: 512 } }, ['image_size']],
  [turbo, { num_images: 0 }, ['num_images']],
  [turbo, { num_images: 5 }, ['num_images']],
  [turbo, { num_inference_steps: 31 }, ['num_inference_steps']],
  [turbo, { num_inference_steps: '8' }, ['num_inference_steps']],
  [turbo, { output_format: 'jpg' }, ['output_format']],
  [turbo, { output_format: 'PNG' }, ['output_format']],
  [turbo, { image_url: 'https://pictures.example.com/a.png' }, ['image_url']],
  [turbo, { strength: 0.5 }, ['strength']],
  [imageToImage, { image_url: undefined }, ['image_url']],
  [imageToImage, { image_url: ['https://pictures.example.com/a.png'] }, ['image_url']],
  [imageToImage, { image_url: { url: 'https://pictures.example.com/a.png' } }, ['image_url']],
  [imageToImage, { image_url: 'C:\\pictures\\a.png' }, ['image_url']],
  [imageToImage, { strength: 1.01 }, ['strength']],
  [imageToImage, { strength: -0.01 }, ['strength']],
  [imageToImage, { strength: '0.6' }, ['strength']],
  [imageToImage, { num_inference_steps: 9 }, ['num_inference_steps']],
  [imageToImage, { num_inference_steps: 0 }, ['num_inference_steps']],
  [imageToImage, { enable_prompt_expansion: 'false' }, ['enable_prompt_expansion']],
  [imageToImage, { num_images: 1 }, ['num_images']],
  [inpainting, { mask_image_url: undefined }, ['mask_image_url']],
  [inpainting, { mask_image_url: 'mask.png' }, ['mask_image_url']],
  [inpainting, { image_url: undefined, mask_image_url: undefined }, ['image_url', 'mask_image_url']],
  [inpainting, { control_end: 1.1 }, ['control_end']],
  [inpainting, { control_start: -1 }, ['control_start']],
  [inpainting, { control_scale: null }, ['control_scale']],
  [inpainting, { image_size: 'square_hd_2' }, ['image_size']],
  [inpainting, { enable_prompt_expansion: false }, ['enable_prompt_expansion']],
  [controlnet, { loras: undefined }, ['loras']],
  [controlnet, { loras: { path: 'a/b', scale: 1 } }, ['loras']],
  [controlnet, { loras: [{ path: 'a/b' }, { path: 'a/b' }, { path: 'a/b' }, { path: 'a/b' }] }, ['loras']],
  [controlnet, { loras: [{ scale: 1 }] }, ['loras[0].path']],
  [controlnet, { loras: [{ path: 'a/b', scale: 4.5 }] }, ['loras[0].scale']],
  [
    controlnet,
    { loras: [{ path: 'a/b' }, { path: 'no-owner', scale: -1 }] },
    ['loras[1].path', 'loras[1].scale'],
  ],
  [controlnet, { loras: [{ path: 'a/b', weight: 1 }] }, ['loras[0].weight']],
  [controlnet, { loras: ['a/b'] }, ['loras[0]']],
  [controlnet, { preprocess: 'hed' }, ['preprocess']],
  [controlnet, { strength: 0.6 }, ['strength']],
  [controlnet, { mask_image_url: 'https://pictures.example.com/m.png' }, ['mask_image_url']],
  [lora, { seed: -1 }, ['seed']],
  [lora, { seed: -2 }, ['seed']],
  [lora, { seed: 2147483648 }, ['seed']],
  [lora, { width: 255 }, ['width']],
  [lora, { width: 1024.5 }, ['width']],
  [lora, { height: 1537 }, ['height']],
  [lora, { loras: [{ path: '' }] }, ['loras[0].path']],
  [lora, { num_inference_steps: 8 }, ['num_inference_steps']],
  [lora, { output_format: 'png' }, ['output_format']],
  [lora, { image_size: 'square' }, ['image_size']],
]

const bad = [
  ...[...inputSchemas.keys()].flatMap((endpoint) =>
    everywhere.map(([change, fields]): (typeof own)[number] => [endpoint, change, fields]),
  ),
  ...own,
]

test.each(bad)('%s refuses %j, naming %j', async (endpoint, change, fields) => {
  const { status, json } = await post(endpoint, JSON.stringify({ ...exampleBodies.get(endpoint), ...change }))
  const detail = fields.map((field): unknown => expect.objectContaining({ loc: ['body', field] }))
  const named: unknown = expect.arrayContaining(detail)
  expect({ status, json }).toEqual({ status: 422, json: { detail: named } })
  expect([...new Set(brokenByLast())]).toEqual(fields.map((field) => `input ${field}`))
})

test.each([
  ['[]', 422, ['input body']],
  ['null', 422, ['input body']],
  ['"a prompt"', 422, ['input body']],
  ['{"prompt":"a","__proto__":{"seed":1}}', 422, ['input __proto__']],
  ['{"prompt":"a","constructor":1}', 422, ['input constructor']],
  ['{"prompt":"a","seed":1e999}', 422, ['input seed']],
  ['', 400, ['body body']],
  ['{"prompt":"a",}', 400, ['body body']],
  ['{"prompt":"a","seed":NaN}', 400, ['body body']],
  ['\ufeff{"prompt":"a"}', 400, ['body body']],
])('refuses the body %s with %i', async (body, expected, fields) => {
  const { status } = await post(turbo, body)
  expect({ status, broken: [...new Set(brokenByLast())] }).toEqual({ status: expected, broken: fields })
})

test('a mask must have the pixel size of its image', async () => {
  const body = {
    prompt: 'a round window',
    image_url: dataUri(await samplePicture()),
    mask_image_url: dataUri(await samplePicture('png', { width: 64, height: 49 })),
  }
  const { status } = await post(inpainting, JSON.stringify(body))
  expect(status).toBe(422)
  expect(strict.violations.at(-1)).toEqual({
    request: strict.requests.length - 1,
    rule: 'input',
    field: 'mask_image_url',
    message: 'is 64 × 49, its image 64 × 48',
  })
  const equal = { ...body, mask_image_url: dataUri(await samplePicture('png', { background: 'white' })) }
  expect((await post(inpainting, JSON.stringify(equal))).status).toBe(200)
})
