import { afterEach, describe, expect, test } from 'vitest'
import { clearEngines, newFolder, startEngine } from './testing/engines.ts'
import { testEndpoints } from './testing/endpoints.ts'
import { dataUri, discScene, pngOf } from './testing/pictures.ts'
import { imageOf } from './testing/caller.ts'

afterEach(clearEngines)

const slow = { queueMs: 60_000, runMs: 0, spread: 0 }
const text = testEndpoints.text.modelId

describe('an engine started again on the same folder', () => {
  test("answers for the previous engine's requests, and draws their pictures again, byte for byte", async () => {
    const folder = newFolder()
    const first = await startEngine({ folder })
    const image_url = dataUri(await pngOf(discScene(120, 90)))
    const result = await first.caller.run(testEndpoints.image.modelId, { prompt: 'red sea', image_url })
    const drawn = await first.caller.get(imageOf(result))
    await first.practice.close()

    const second = await startEngine({ folder })
    const id = String(result['request_id'])
    const again = (await second.caller.get(`/v1/requests/${id}/result?include_cost=true`)).json
    expect({ ...again, output: null }).toEqual({ ...result, output: null })
    expect((await second.caller.get(imageOf(again))).bytes.equals(drawn.bytes)).toBe(true)
    expect(second.practice.ledger).toEqual(first.practice.ledger)
  })

  test('continues what had not ended, and keeps what was cancelled', async () => {
    const folder = newFolder()
    const first = await startEngine({ folder, pace: slow })
    const ids = await Promise.all(
      ['a', 'b'].map(async (prompt) =>
        String((await first.caller.submit(text, { prompt })).json['request_id']),
      ),
    )
    await first.caller.post(`/v1/requests/${ids[0]}/cancel`)
    await first.practice.close()

    const { practice, caller } = await startEngine({ folder })
    expect((await caller.get(`/v1/requests/${ids[0]}/status`)).json).toMatchObject({ status: 'cancelled' })
    await practice.reached({ state: 'completed', request: ids[1] ?? '' })
    expect((await caller.get(`/v1/requests/${ids[1]}/result`)).json).toMatchObject({ status: 'completed' })
    expect((await caller.get(`/v1/requests/${ids[0]}/status`)).json).toMatchObject({ status: 'cancelled' })
  })
})
