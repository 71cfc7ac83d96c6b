import type { IncomingMessage } from 'node:http'

/** The body of a request, or null if it has more bytes than `most`: the rest is not read. */
export async function readBody(request: IncomingMessage, max: number): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > max) return null
  const chunks: Uint8Array[] = []
  let total = 0
  // Not with `for await` alone: leaving that would cut the connection before the reason could be sent.
  const parts = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>
  for await (const chunk of parts) {
    total += chunk.length
    if (total > max) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
