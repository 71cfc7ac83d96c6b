import sharp from 'sharp'
import { expect, test } from 'vitest'
import { send } from './plainClient.ts'
import { dataUri, samplePicture } from './samples.ts'
import { startCalls, turbo } from './startCalls.ts'

test('a request goes from the queue to pictures of the requested size, number and format', async () => {
  const { strict, call, submit, poll } = await startCalls({ completeAfterPolls: 3, queuedPolls: 2 })
  const { id, at } = await submit({
    prompt: 'a kite',
    num_images: 3,
    image_size: 'square',
    output_format: 'webp',
  })
  const seen = []
  for (let turn = 0; turn < 4; turn += 1) seen.push(await poll(at('status')))
  expect(seen).toMatchObject([
    { request_id: id, status: 'in_queue', queue_position: 1 },
    { request_id: id, status: 'in_queue', queue_position: 0 },
    { request_id: id, status: 'in_progress' },
    { request_id: id, status: 'completed' },
  ])
  const result = (await call(at('result'))).json as { output: { image: string; images: string[] } }
  const named = (index: number) => `${strict.url}/outputs/${id}-${index}.webp`
  expect(result).toMatchObject({
    status: 'completed',
    output: { image: named(0), images: [0, 1, 2].map(named) },
  })
  expect(result).not.toHaveProperty('cost')
  expect((await call(`${at('result')}?include_cost=true`)).json).toEqual({ ...result, cost: 0.01 })
  const pictures = await Promise.all(result.output.images.map((uri) => send(uri)))
  for (const { type, bytes } of pictures) {
    expect(type).toBe('image/webp')
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 512, height: 512 })
  }
  expect(new Set(pictures.map(({ bytes }) => bytes.toString('base64'))).size).toBe(3)
  expect(strict.violations).toEqual([])
})

test('sizes follow the input image, the two LoRA numbers, or the page’s own default', async () => {
  const { strict, call, submit, poll } = await startCalls({ completeAfterPolls: 0 })
  const image = dataUri(await samplePicture('jpeg', { width: 99, height: 31 }), 'image/jpeg')
  const cases = [
    ['', {}, 1024, 768, 'png'],
    ['/image-to-image', { image_url: image, output_format: 'jpeg' }, 99, 31, 'jpeg'],
    ['/image-to-image', { image_url: image, image_size: 'portrait_4_3' }, 768, 1024, 'png'],
    ['/controlnet/lora', { image_url: image, loras: [] }, 99, 31, 'png'],
    ['/inpainting', { image_url: image, mask_image_url: image }, 99, 31, 'png'],
    ['/lora', {}, 1024, 1536, 'png'],
    ['/lora', { width: 300, height: 256 }, 300, 256, 'png'],
  ] as const
  for (const [endpoint, input, width, height, format] of cases) {
    const { at } = await submit({ prompt: 'a kite', ...input }, `${turbo}${endpoint}`)
    await poll(at('status'))
    const { output } = (await call(at('result'))).json as { output: { image: string } }
    expect(await sharp((await send(output.image)).bytes).metadata()).toMatchObject({ width, height, format })
  }
  expect(strict.violations).toEqual([])
})

test('an output can be the input of the next request, as its URL', async () => {
  const { strict, call, submit, poll } = await startCalls({ completeAfterPolls: 0 })
  const first = await submit({ prompt: 'a harbour', image_size: 'square' })
  await poll(first.at('status'))
  const made = (await call(first.at('result'))).json as { output: { image: string } }
  const mask = dataUri(await samplePicture('png', { width: 512, height: 512, background: 'black' }))
  const input = { prompt: 'a lighthouse', image_url: made.output.image, mask_image_url: mask }
  const second = await submit(input, `${turbo}/inpainting`)
  await poll(second.at('status'))
  const painted = (await call(second.at('result'))).json as { output: { image: string } }
  const [before, after] = await Promise.all(
    [made, painted].map(async ({ output }) =>
      sharp((await send(output.image)).bytes)
        .raw()
        .toBuffer(),
    ),
  )
  // The mask is black all over, so nothing may change.
  expect(after?.equals(before ?? Buffer.alloc(0))).toBe(true)
  expect(strict.violations).toEqual([])
})

test('a queued request is cancelled, one in progress is not', async () => {
  const { strict, call, submit, poll } = await startCalls({ completeAfterPolls: 2 })
  const queued = await submit({ prompt: 'one' })
  await poll(queued.at('status'))
  const cancelled = { status: 'cancelled', outcome: 'cancelled' }
  expect((await call(queued.at('cancel'), { method: 'POST' })).json).toEqual(cancelled)
  expect(await poll(queued.at('status'))).toMatchObject({ status: 'cancelled' })

  const running = await submit({ prompt: 'two' })
  await poll(running.at('status'))
  await poll(running.at('status'))
  const kept = { status: 'in_progress', outcome: 'not_cancellable' }
  expect((await call(running.at('cancel'), { method: 'POST' })).json).toEqual(kept)
  expect(await poll(running.at('status'))).toMatchObject({ status: 'completed' })
  expect(strict.violations).toEqual([])
})
