import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { makeFolder, runCli } from '../cli/runCli.ts'
import { runCliInProcess } from '../cli/runCliInProcess.ts'
import { fileOf, turbo } from '../cli/workflows.ts'
import { bodyOf, checkSaved, runOnStrict } from './engineRun.ts'
import { send } from './plainClient.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const square = { format: 'png', width: 512, height: 512 }
const pixels = async (picture: string | Buffer) => sharp(picture).raw().toBuffer()
const exampleFiles = readdirSync(examples).filter((name) => name.endsWith('.json'))
/** One of them needs a painted mask: it does not run without a user. */
const runByItself = exampleFiles.filter((name) => name !== 'generate-paint-inpaint.json')

test('a picture that was just made is passed on as its own live address', async () => {
  const nodes = [
    { id: 'first', type: turbo(), values: { prompt: 'a quay', image_size: 'square', seed: 1 } },
    { id: 'second', type: turbo('/image-to-image'), values: { prompt: 'the quay at night', seed: 2 } },
  ]
  const folder = await makeFolder({ 'flow.json': fileOf(nodes, ['first.image > second.image_url']) })
  const { strict, submits, outputs } = await runOnStrict(folder, 'flow.json')
  const made = `${strict.url}/outputs/${submits[0]?.requestId}-0.png`
  expect(submits.map((sent) => bodyOf(sent)['image_url'])).toEqual([undefined, made])
  await checkSaved(outputs['second']?.['image'], square)
})

test('four pictures at once are passed on as four requests, and keep their order', async () => {
  const four = { prompt: 'a bird', image_size: 'square', seed: 1, num_images: 4 }
  const nodes = [
    { id: 'four', type: turbo(), values: four },
    { id: 'each', type: turbo('/image-to-image'), values: { prompt: 'the bird in ink', seed: 2 } },
  ]
  const folder = await makeFolder({ 'flow.json': fileOf(nodes, ['four.images > each.image_url']) })
  const { strict, submits, outputs, events } = await runOnStrict(folder, 'flow.json')
  const sent = submits.slice(1)
  const uris = [0, 1, 2, 3].map((index) => `${strict.url}/outputs/${submits[0]?.requestId}-${index}.png`)
  expect(sent.map((submit) => String(bodyOf(submit)['image_url'])).toSorted()).toEqual(uris)
  expect(events.filter(({ type, node }) => type === 'step.started' && node === 'each')).toMatchObject([
    { items: 4 },
  ])

  // Requests overtake each other; the pictures must be in the order of their sources.
  const images = outputs['each']?.['image'] as { path: string }[]
  expect(images).toHaveLength(4)
  for (const [index, image] of images.entries()) {
    await checkSaved(image, square)
    const submit = sent.find((one) => bodyOf(one)['image_url'] === uris[index])
    const { bytes } = await send(`${strict.url}/outputs/${submit?.requestId}-0.png`)
    expect((await pixels(image.path)).equals(await pixels(bytes))).toBe(true)
  }
})

test('a long wait in the queue and while running is survived, and reported', async () => {
  const values = { prompt: 'a slow river', image_size: 'square', seed: 9 }
  const folder = await makeFolder({ 'flow.json': fileOf([{ id: 'make', type: turbo(), values }]) })
  const { strict, events } = await runOnStrict(folder, 'flow.json', { completeAfterPolls: 4 })
  expect(strict.requests.map(({ kind }) => kind)).toEqual([
    'submit',
    ...Array.from({ length: 5 }, () => 'status'),
    'result',
    'output',
  ])
  const statuses = events.filter(({ type }) => type === 'step.progress').map(({ status }) => status)
  expect(statuses).toEqual(expect.arrayContaining(['in_queue', 'in_progress']))
})

test('the promised examples are there', () => {
  expect(exampleFiles).toEqual(
    expect.arrayContaining([
      'generate-then-inpaint.json',
      'image-to-image.json',
      'controlnet.json',
      'lora.json',
      'four-variations.json',
      'generate-paint-inpaint.json',
    ]),
  )
})

test.each(runByItself)('the example %s runs as it is, and uses its own endpoints', async (name) => {
  const { nodes } = JSON.parse(readFileSync(join(examples, name), 'utf8')) as { nodes: { type: string }[] }
  // One of them with the built program.
  const run = name === 'generate-then-inpaint.json' ? runCli : runCliInProcess
  const { submits } = await runOnStrict(await makeFolder(), join(examples, name), { run })
  const remote = nodes.map(({ type }) => type).filter((type) => type.startsWith('runcomfy/'))
  const endpoints = submits.map(({ endpoint }) => `runcomfy/${endpoint}`)
  expect([...new Set(endpoints)].toSorted()).toEqual([...new Set(remote)].toSorted())
})
