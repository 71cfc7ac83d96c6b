import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Answer } from '../server/answer.ts'
import { json } from '../server/answer.ts'
import type { Received } from '../server/api.ts'
import type { PracticeContext } from '../server/context.ts'
import { readJson } from '../validate/readBody.ts'
import { refuse, switchedOff, withHeaders } from './answers.ts'
import type { UploadPart } from './route.ts'

const Initiate = z.strictObject({
  content_type: z.string().regex(/^[a-z]+\/[a-z0-9.+-]{1,100}$/),
  file_name: z.string().min(1).max(255),
})

const Complete = z.strictObject({
  parts: z.array(z.strictObject({ partNumber: z.int().min(1), etag: z.string() })).min(1),
})

/** Answers a step of storing a file. The steps after the first have addresses of their own, and take no key. */
export function answerUpload(
  context: PracticeContext,
  part: UploadPart,
  { query, headers, body }: Received,
): Answer {
  if (!context.capabilities.upload) return switchedOff()
  if (part.kind === 'initiate') return initiate(context, part.multipart, query, body)
  if (headers.authorization !== undefined) return refuse(400, 'A key was sent to an address of an upload.')
  const upload = context.uploads.find(part.token)
  if (upload === null || query.get('signature') !== upload.signature)
    return refuse(403, 'The address of this upload is unknown, or incomplete.')
  if (upload.isDone) return refuse(409, 'This upload is complete.')
  if ((part.kind === 'file') === upload.isMultipart)
    return refuse(400, 'This upload was not initiated in this way.')
  switch (part.kind) {
    case 'file':
      if (headers['content-type'] !== upload.mime)
        return refuse(400, `This upload was initiated for ${upload.mime}.`)
      context.uploads.finish(part.token, Buffer.from(body))
      return json({ ok: true })
    case 'part': {
      const etag = `"${createHash('md5').update(body).digest('hex')}"`
      context.uploads.putPart(part.token, { part: part.part, etag, bytes: Buffer.from(body) })
      return withHeaders(json({ partNumber: part.part, etag }), { etag })
    }
    case 'complete':
      return complete(context, part.token, body)
  }
}

function initiate(
  { uploads, url }: PracticeContext,
  multipart: boolean,
  query: URLSearchParams,
  body: Uint8Array,
): Answer {
  if (query.get('storage_type') !== 'fal-cdn-v3')
    return refuse(400, 'This storage is not emulated: use fal-cdn-v3.')
  const parsed = readJson(body)
  const read = Initiate.safeParse(parsed.ok ? parsed.value : null)
  if (!read.success) return refuse(422, read.error.message)
  const signature = randomBytes(8).toString('hex')
  const { token, name } = uploads.begin(read.data.content_type, multipart, signature)
  return json({
    upload_url: `${url}/uploads/${token}?signature=${signature}`,
    file_url: `${url}/inputs/${name}`,
  })
}

function complete({ uploads }: PracticeContext, token: string, body: Uint8Array): Answer {
  const parsed = readJson(body)
  const read = Complete.safeParse(parsed.ok ? parsed.value : null)
  if (!read.success) return refuse(422, read.error.message)
  const stored = uploads.partsOf(token)
  const named = read.data.parts.toSorted((one, other) => one.partNumber - other.partNumber)
  const isWhole =
    named.length === stored.length &&
    named.every(
      ({ partNumber, etag }, at) =>
        partNumber === at + 1 && stored[at]?.part === partNumber && stored[at].etag === etag,
    )
  if (!isWhole) return refuse(400, 'The parts are not those that were sent.')
  uploads.finish(token, Buffer.concat(stored.map(({ bytes }) => bytes)))
  return json({ ok: true })
}
