import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { registry } from '#nodes/registry.ts'
import type { Values } from '#shared/ports/value.ts'
import { inputsOf } from './measure.ts'
import type { PixelContext } from './openPixelContext.ts'
import { openPixelContext } from './openPixelContext.ts'
import { readPictures, readReferences } from './reference/readReference.ts'

let pixelContext: PixelContext
beforeAll(() => {
  pixelContext = openPixelContext()
})
afterAll(() => pixelContext.close())
afterEach(() => void sharp.simd(true))

const pictures = readPictures()

async function run(node: string, inputs: Values, vectors: boolean): Promise<Values> {
  const type = registry.get(node)
  if (type === undefined) throw new Error(`there is no node ${node}`)
  if (sharp.simd(vectors) !== vectors) throw new Error('the codec was built without vector instructions')
  return pixelContext.run(type, inputs)
}

/** Enough of them to reach every code path of the codec, evenly from all cases. */
const CASES = 16

// A picture is identified by the hash of its file, so equal outputs are equal bytes.
test.each(readReferences())(
  '$node makes the same bytes with vector instructions and without',
  async (reference) => {
    const others: string[] = []
    const step = Math.max(1, Math.floor(reference.cases.length / CASES))
    for (const one of reference.cases.filter((_, at) => at % step === 0)) {
      const inputs = await inputsOf(one, pictures, pixelContext)
      const [vectors, plain] = [
        await run(reference.node, inputs, true),
        await run(reference.node, inputs, false),
      ]
      if (JSON.stringify(vectors) !== JSON.stringify(plain)) others.push(one.name)
    }
    expect(others).toEqual([])
  },
)

test('words on a picture are the same bytes with vector instructions and without', async () => {
  const data = new Uint8Array(160 * 90 * 4).fill(120)
  const image = await pixelContext.put({ width: 160, height: 90, channels: 4, data })
  const inputs = { image, text: 'Harbour', size: 0.3, margin: 2 }
  const vectors = await run('local/text-on-image', inputs, true)
  expect(await run('local/text-on-image', inputs, false)).toEqual(vectors)
})
