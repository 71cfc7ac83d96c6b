import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Transform } from 'node:stream'
import { pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { ExchangeError, systemCode } from './exchangeError.ts'

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

export const acceptedEncodings = 'gzip, deflate, br'

function decoded(response: IncomingMessage): AsyncIterable<Buffer> {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === '') return response
  if (!Object.hasOwn(decoders, encoding)) throw new ExchangeError('encoding', 'answer')
  const decoder = decoders[encoding]?.()
  if (decoder === undefined) throw new ExchangeError('encoding', 'answer')
  // The decoder emits the error of either end, and reading stops both: nothing is left for the callback.
  return pipeline(response, decoder, () => {})
}

/** What a broken connection has left. */
function* unreadOf(response: IncomingMessage): Generator<Buffer> {
  for (let rest: unknown = response.read(); Buffer.isBuffer(rest); rest = response.read()) yield rest
}

/** Whether a body arrives as it is, so that its declared size is its size. */
export const isPlainBody = ({ 'content-encoding': encoding = 'identity' }: IncomingHttpHeaders): boolean =>
  encoding.trim().toLowerCase() === 'identity'

/**
 * An answer's body piece by piece, at most `cap` bytes after decoding; `onChunk` is called with the size of each piece. Throws
 * `ExchangeError`: `too-large`, `encoding`, or `cut-off` if less arrived than was declared.
 */
export async function* readBody(
  response: IncomingMessage,
  cap: number,
  onChunk: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const tooLarge = new ExchangeError('too-large', 'answer', { status: response.statusCode ?? null })
  if (Number(response.headers['content-length'] ?? 0) > cap) throw tooLarge
  let size = 0
  const counted = (chunk: Buffer): Buffer => {
    size += chunk.length
    if (size > cap) throw tooLarge
    onChunk(chunk.length)
    return chunk
  }
  try {
    for await (const chunk of decoded(response)) yield counted(chunk)
  } catch (thrown) {
    if (thrown instanceof ExchangeError) throw thrown
    // What came in before the connection broke has been sent: only what follows need be asked for again.
    if (isPlainBody(response.headers)) for (const chunk of unreadOf(response)) yield counted(chunk)
    const code = systemCode(thrown)
    const unpacking = code.startsWith('Z_') || (code.startsWith('ERR_') && !code.startsWith('ERR_STREAM'))
    throw new ExchangeError(unpacking ? 'encoding' : 'cut-off', 'answer', { systemCode: code })
  }
  if (!response.complete) throw new ExchangeError('cut-off', 'answer')
}
