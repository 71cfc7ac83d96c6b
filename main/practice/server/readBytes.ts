import type { IncomingMessage } from 'node:http'

/** The documented limit of a whole request. */
const MAX_BYTES = 64 * 1024 * 1024

/** The body of a call; null when it is larger than 64 MiB, of which no more than that is ever read. */
export async function readBytes(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BYTES) return null
  const chunks: Buffer[] = []
  let held = 0
  // The stream is left open when reading stops, so that the refusal still reaches the client.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    // Without an encoding a request yields buffers.
    const bytes = chunk as Buffer
    held += bytes.length
    if (held > MAX_BYTES) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
