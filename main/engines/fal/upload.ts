import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import { endingOfMime } from '#shared/media/kinds.ts'
import type { Json } from '#shared/ports/value.ts'
import { parseAs } from '#shared/problems/parseAs.ts'
import type { Clock } from '#shared/services.ts'
import type { SentPicture } from '#main/jobs/sendMedia.ts'
import { ExchangeError } from '#main/network/exchangeError.ts'
import { retryTransfer } from '#main/network/retryTransfer.ts'
import type { UploadAnswer, UploadBody } from '#main/network/signedUpload.ts'
import { quote } from '../answers/quote.ts'
import type { SendCall } from '../answers/sendCall.ts'
import { mediaLimits } from './mediaLimits.ts'
import type { FalEgress } from './origins.ts'

const MIB = 2 ** 20
/** Files of more than `whole` bytes are uploaded in parts of `part` bytes. */
export const uploadSizes = { whole: 90 * MIB, part: 10 * MIB }

const Target = z.object({ upload_url: z.string().min(1), file_url: z.string().min(1) })
type Target = z.infer<typeof Target>

const Part = z.object({ etag: z.string().min(1) })

const readTarget = (body: Json): Target | null => parseAs(Target, body).data ?? null

export interface FalUploadOptions {
  readonly egress: Pick<FalEgress, 'apis' | 'upload' | 'isOwnOutput'>
  readonly send: SendCall
  readonly clock: Pick<Clock, 'now' | 'sleep'>
  readonly sizes?: typeof uploadSizes
}

/**
 * Uploads files to fal's storage, and remembers their addresses for as long as they are certain to be there. Rejects
 * with `media.unsendable`, `account.*` or `signal.reason`.
 */
export type FalUpload = (file: SentPicture, signal?: AbortSignal) => Promise<string>

export function createFalUpload({ egress, send, clock, sizes = uploadSizes }: FalUploadOptions): FalUpload {
  const uploaded = new Map<string, { readonly address: string; readonly at: number }>()
  const { storage } = egress.apis

  async function initiate(
    { media }: SentPicture,
    how: 'initiate' | 'initiate-multipart',
    signal?: AbortSignal,
  ): Promise<Target> {
    const ending = endingOfMime(media.mime) ?? 'bin'
    // The name says nothing about the user's file.
    const body = { content_type: media.mime, file_name: `${media.sha256.slice(0, 16)}.${ending}` }
    const sent = storage.post(
      `/storage/upload/${how}?storage_type=fal-cdn-v3`,
      Buffer.from(JSON.stringify(body)),
      { signal },
    )
    const target = await send({ call: 'upload', host: storage.host, sent, read: readTarget })
    const { file_url: address } = target
    if (isAddress(address) || egress.isOwnOutput(address)) return target
    throw new AppError('engine.failed', 'fal named no address for an uploaded file.')
  }

  async function put(address: string, body: UploadBody, options: PutOptions): Promise<UploadAnswer> {
    const answer = await egress.upload(address, body, options)
    if (answer.status >= 200 && answer.status < 300) return answer
    const said = quote(answer.text, 100)
    const message = `fal's storage answered ${answer.status}${said === '' ? '' : `: ${said}`}`
    throw new AppError('engine.failed', message, { data: { status: answer.status } })
  }

  async function uploadWhole(file: SentPicture, signal?: AbortSignal): Promise<string> {
    const target = await initiate(file, 'initiate', signal)
    const body = { bytes: file.media.bytes, read: () => piecesOf(file) }
    await put(target.upload_url, body, { contentType: file.media.mime, signal })
    return target.file_url
  }

  async function uploadInParts(file: SentPicture, signal?: AbortSignal): Promise<string> {
    // Each part alone: what has arrived of a large file is not sent again.
    const retry = { clock, signal }
    const target = await retryTransfer(async () => initiate(file, 'initiate-multipart', signal), retry)
    const parts: { partNumber: number; etag: string }[] = []
    for await (const bytes of inParts(piecesOf(file), sizes.part)) {
      const partNumber = parts.length + 1
      const address = below(target.upload_url, String(partNumber))
      const options = { contentType: 'application/octet-stream', signal }
      const answer = await retryTransfer(async () => put(address, bodyOf(bytes), options), retry)
      parts.push({ partNumber, etag: readTag(answer) })
    }
    const body = bodyOf(Buffer.from(JSON.stringify({ parts })))
    const options = { contentType: 'application/json', method: 'POST', signal } as const
    await retryTransfer(async () => put(below(target.upload_url, 'complete'), body, options), retry)
    return target.file_url
  }

  return async (file, signal) => {
    const key = `${file.media.sha256} ${file.media.mime}`
    const known = uploaded.get(key)
    const age = clock.now() - (known?.at ?? -Infinity)
    if (known !== undefined && age >= 0 && age < mediaLimits.upload.lifetime) return known.address
    try {
      const address =
        file.media.bytes > sizes.whole
          ? await uploadInParts(file, signal)
          : await retryTransfer(async () => uploadWhole(file, signal), { clock, signal })
      uploaded.set(key, { address, at: clock.now() })
      return address
    } catch (thrown) {
      throw unsendable(thrown)
    }
  }
}

interface PutOptions {
  readonly contentType: string
  readonly method?: 'PUT' | 'POST'
  readonly signal: AbortSignal | undefined
}

const isAddress = (address: string): boolean =>
  URL.canParse(address) && new URL(address).protocol === 'https:'

/** An address one step below another one, with the same query: it is signed. */
function below(address: string, step: string): string {
  const url = new URL(address)
  url.pathname = `${url.pathname}/${step}`
  return url.href
}

function readTag({ etag, text }: UploadAnswer): string {
  const own = etag ?? parseAs(Part, parseJson(text)).data?.etag
  if (own !== undefined) return own
  throw new AppError('engine.failed', "fal's storage did not name a part of an uploaded file.")
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const bodyOf = (bytes: Uint8Array): UploadBody => ({
  bytes: bytes.length,
  async *read() {
    yield bytes
  },
})

/** The bytes of a file, from the disk piece by piece where that is possible. */
async function* piecesOf(file: SentPicture): AsyncGenerator<Uint8Array> {
  if (file.stream === undefined) yield await file.read()
  else yield* file.stream()
}

/** The same bytes in parts of `size`, the last one with what is left. Holds no more than one part. */
async function* inParts(pieces: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = []
  let bytes = 0
  for await (const piece of pieces) {
    let rest = piece
    while (bytes + rest.length >= size) {
      yield Buffer.concat([...held, rest.subarray(0, size - bytes)])
      rest = rest.subarray(size - bytes)
      held = []
      bytes = 0
    }
    if (rest.length === 0) continue
    held.push(rest)
    bytes += rest.length
  }
  if (bytes > 0) yield Buffer.concat(held)
}

/** A failed upload is a problem with the file's way, unless it is about the account, or the file itself. */
function unsendable(thrown: unknown): unknown {
  const network = thrown instanceof ExchangeError
  if (!network && !(thrown instanceof AppError)) return thrown
  const ours = network || thrown.code.startsWith('engine.') || thrown.code === 'egress.refused'
  if (!ours && thrown.code !== 'input.invalid') return thrown
  const message = `The file could not be uploaded to fal: ${thrown.message.replace(/\.$/, '')}. Nothing was charged; try again in a while.`
  return new AppError('media.unsendable', message, { cause: thrown })
}
