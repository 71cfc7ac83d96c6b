import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { ApiName } from '#main/practice/apiName.ts'
import type { RangeAnswer, RangeServer } from '#main/network/rangeServer.ts'
import { serveRanges } from '#main/network/rangeServer.ts'
import type { Received } from '#main/network/rawServer.ts'
import { jsonAnswer } from '#main/network/rawServer.ts'
import type { TestContext } from 'vitest'
import { onePixel } from '../bounds/bombs.ts'

/** An engine whose jobs end at once with one large file, which it sends as the test says. */
export interface OutputEngine extends RangeServer {
  /** How many submits it has accepted. */
  submits(): number
}

type Respond = (request: Received, base: string, file: string) => unknown

/** The id of the only job. */
const ID = 'a-job'

/** The calls that a job of a single node makes; anything else is answered with an empty object. */
const responses: { readonly [id in ApiName]: Respond } = {
  runcomfy({ line }, _, image) {
    if (line.includes('/balance')) return { balance_usd: 1, currency: 'USD' }
    const answer = { request_id: ID, status: 'completed' }
    return line.includes('/result') ? { ...answer, output: { image, images: [image] } } : answer
  },
  fal({ line }, base, url) {
    const request = `${base}fal-ai/flux/requests/${ID}`
    if (line.startsWith('POST'))
      return {
        request_id: ID,
        response_url: request,
        status_url: `${request}/status`,
        cancel_url: `${request}/cancel`,
        queue_position: 0,
      }
    if (line.includes('/status')) return { status: 'COMPLETED', request_id: ID }
    if (line.includes('/pricing')) return { prices: [] }
    return { images: [{ url, content_type: 'image/png' }] }
  },
}

export async function startOutputEngine(
  api: ApiName,
  content: Buffer,
  answers: readonly RangeAnswer[],
  end: TestContext['onTestFinished'],
): Promise<OutputEngine> {
  const server = await serveRanges(content, answers, {
    other: (request, base) =>
      request.line.startsWith('GET /files/')
        ? null
        : jsonAnswer(200, responses[api](request, base.href, new URL('/files/1.png', base).href)),
    onTestFinished: end,
  })
  return { ...server, submits: () => server.requests.filter(({ line }) => line.startsWith('POST')).length }
}

/** A picture of so many bytes and no two alike parts, with one pixel: the rest is in a chunk that nobody reads. */
export function largePicture(bytes: number): Buffer {
  const filling = Buffer.concat(
    Array.from({ length: Math.ceil(bytes / 32) }, (_, index) =>
      createHash('sha256').update(String(index)).digest(),
    ),
  ).subarray(0, bytes)
  const body = Buffer.concat([Buffer.from('fiLl', 'latin1'), filling])
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  size.writeUInt32BE(filling.length)
  sum.writeUInt32BE(crc32(body))
  // After the signature and the header chunk.
  const place = 33
  return Buffer.concat([onePixel.subarray(0, place), size, body, sum, onePixel.subarray(place)])
}
