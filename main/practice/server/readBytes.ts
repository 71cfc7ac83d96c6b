import type { IncomingMessage } from 'node:http'

/** The body of a call; null when it is larger than `maxBytes`, of which no more than that is ever read. */
export async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return null
  const chunks: Buffer[] = []
  let held = 0
  // The stream is left open when reading stops, so that the refusal still reaches the client.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    // Without an encoding a request yields buffers.
    const bytes = chunk as Buffer
    held += bytes.length
    if (held > maxBytes) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
