import sharp from 'sharp'
import { expect, test } from 'vitest'
import { makeFolder, runCli } from '../cli/runCli.ts'
import { runCliInProcess } from '../cli/runCliInProcess.ts'
import { fileOf, turbo } from '../cli/workflows.ts'
import { bodyOf, checkSaved, runOnStrict } from './engineRun.ts'
import { samplePicture } from './samples.ts'
import { inputSchemas, mediaFields } from './schemas.ts'

// The command line, once as built, against a server that was written only from the published pages.

const files = { image_url: 'picture.png', mask_image_url: 'mask.png' }

const cases = [
  {
    rest: '',
    values: {
      prompt: 'a paper boat on a flooded "street", 2 a.m.\nnéon ✶ 霓虹',
      image_size: 'portrait_4_3',
      num_inference_steps: 11,
      seed: 123456789,
      num_images: 3,
      output_format: 'webp',
    },
    picture: { format: 'webp', width: 768, height: 1024 },
  },
  {
    rest: '/image-to-image',
    values: {
      prompt: 'the same place in fog',
      image_url: { file: files.image_url },
      image_size: 'square',
      strength: 0.35,
      num_inference_steps: 5,
      seed: 42,
      enable_prompt_expansion: true,
      output_format: 'jpeg',
    },
    picture: { format: 'jpeg', width: 512, height: 512 },
  },
  {
    rest: '/inpainting',
    values: {
      prompt: 'a red door',
      image_url: { file: files.image_url },
      mask_image_url: { file: files.mask_image_url },
      strength: 0.9,
      control_scale: 0.5,
      control_start: 0.1,
      control_end: 0.8,
      image_size: 'auto',
      num_inference_steps: 12,
      seed: 77,
      output_format: 'png',
    },
    picture: { format: 'png', width: 96, height: 64 },
  },
  {
    rest: '/controlnet/lora',
    values: {
      prompt: 'a hall of glass',
      image_url: { file: files.image_url },
      loras: [
        { path: 'alibaba-pai/Z-Image-Turbo-Fun-Controlnet-Union', scale: 0.8 },
        { path: 'https://weights.example.com/ink.safetensors', scale: 2 },
      ],
      image_size: 'landscape_16_9',
      control_scale: 0.7,
      control_start: 0.05,
      control_end: 0.65,
      preprocess: 'depth',
      num_inference_steps: 6,
      seed: 3,
      enable_prompt_expansion: true,
      output_format: 'png',
    },
    picture: { format: 'png', width: 1024, height: 576 },
  },
  {
    rest: '/lora',
    values: {
      prompt: 'a tram, printed in three inks',
      loras: [{ path: 'renderartist/Technically-Color-Z-Image-Turbo', scale: 1.25 }],
      width: 320,
      height: 257,
      seed: 2147483647,
    },
    picture: { format: 'png', width: 320, height: 257 },
  },
] as const

/** A folder with the workflow of one node, and the picture and mask (96 × 64) that it may name. */
async function folderFor(rest: string, values: Readonly<Record<string, unknown>>): Promise<string> {
  const size = { width: 96, height: 64, background: 'black' }
  const noise = { type: 'gaussian', mean: 110, sigma: 45 }
  const white = await samplePicture('png', { width: 30, height: 20, background: 'white' })
  const mask = sharp(await samplePicture('png', size)).composite([{ input: white, left: 8, top: 9 }])
  return makeFolder({
    [files.image_url]: await samplePicture('png', { ...size, noise }),
    [files.mask_image_url]: await mask.png().toBuffer(),
    'flow.json': fileOf([{ id: 'make', type: turbo(rest), values }]),
  })
}

/** A mask is sent with one channel, whatever its file has. */
const pixels = async (picture: string | Buffer) =>
  sharp(picture).removeAlpha().toColourspace('srgb').raw().toBuffer()

/** The bytes of a data URI. */
const bytesOf = (uri: unknown) => Buffer.from(String(uri).replace(/^data:[^,]*,/, ''), 'base64')

test.each(cases)('turbo$rest receives the values of the workflow, and nothing else', async (given) => {
  const { rest, values, picture } = given
  const endpoint = `tongyi-mai/z-image/turbo${rest}`
  const documented = Object.keys(inputSchemas.get(endpoint)?.properties ?? {})
  expect(Object.keys(values).toSorted()).toEqual(documented.toSorted())

  const folder = await folderFor(rest, values)
  const run = given === cases[0] ? runCli : runCliInProcess
  const { submits, outputs } = await runOnStrict(folder, 'flow.json', { run })
  const uri: unknown = expect.stringMatching(/^data:image\/png;base64,/)
  const named = mediaFields.filter((name) => name in values)
  const media = Object.fromEntries(named.map((name) => [name, uri]))
  expect(submits.map((sent) => [sent.endpoint, sent.body])).toEqual([[endpoint, { ...values, ...media }]])

  const sent = bodyOf(submits[0])
  for (const [name, file] of Object.entries(only(files, (field) => named.includes(field)))) {
    // In any encoding: what arrives equals the file, pixel by pixel.
    expect((await pixels(bytesOf(sent[name]))).equals(await pixels(`${folder}/${String(file)}`))).toBe(true)
  }
  await checkSaved(outputs['make']?.['image'], picture)
})

test.each(cases)('turbo$rest with only its required inputs uses the defaults of its page', async (given) => {
  const { rest, values } = given
  const schema = inputSchemas.get(`tongyi-mai/z-image/turbo${rest}`)
  const required = only(values, (name) => schema?.required.includes(name) ?? false)
  const { submits, events } = await runOnStrict(await folderFor(rest, required), 'flow.json')
  const sent = bodyOf(submits[0])

  const properties = Object.entries(schema?.properties ?? {})
  const presets: Record<string, unknown> = Object.fromEntries(
    properties.map(([name, p]) => [name, p.default]),
  )
  const defaults = only(presets, (_, value) => value !== undefined)
  // The engine fills in what is missing; what is sent must equal that. Pictures are checked already, and a seed of -1
  // has its own test.
  const plain = (name: string) => !mediaFields.includes(name) && defaults[name] !== -1
  expect(only({ ...defaults, ...sent }, plain)).toEqual(only({ ...defaults, ...required }, plain))
  expect(events[0]).toMatchObject({ type: 'run.started', nodes: ['make'] })
})

test.each([{}, { seed: -1 }])('a LoRA run with %j sends the shown seed', async (seed) => {
  const folder = await folderFor('/lora', { prompt: 'a tram', ...seed })
  const { submits, events } = await runOnStrict(folder, 'flow.json')
  const sent = bodyOf(submits[0])['seed']
  expect(sent).toBeGreaterThanOrEqual(0)
  expect(events[0]).toMatchObject({ type: 'run.started', seeds: { make: { seed: sent } } })
})

function only(
  record: Readonly<Record<string, unknown>>,
  setField: (name: string, value: unknown) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name, value]) => setField(name, value)))
}
