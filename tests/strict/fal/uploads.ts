import { createHash, randomBytes } from 'node:crypto'
import type { Answer } from '../exchange.ts'
import { parseBody } from '../protocol.ts'
import { finding } from './protocol.ts'
import type { Call, Report } from './protocol.ts'

interface Upload {
  readonly type: string
  readonly multipart: boolean
  readonly signature: string
  readonly file: string
  readonly parts: Map<number, { readonly etag: string; readonly bytes: Buffer }>
  done: boolean
}

type UploadCall = Extract<Call, { kind: 'initiate' | 'put' | 'part' | 'complete' }>

/** What came with a call. */
export interface Sent {
  readonly query: URLSearchParams
  readonly type: string | undefined
  readonly bytes: Buffer
}

/** The steps of storing a file, each checked against the ones before it. The stored bytes go into `files`. */
export function createStorage(url: string, files: Map<string, Buffer>) {
  const uploads = new Map<string, Upload>()

  function initiate(multipart: boolean, { bytes }: Sent, report: Report): Answer {
    const parsed = parseBody(bytes)
    const body = 'value' in parsed ? parsed.value : null
    const { content_type: type, file_name: name, ...more } = asRecord(body)
    const isValid =
      typeof type === 'string' &&
      /^[a-z]+\/[a-z0-9.+-]+$/.test(type) &&
      typeof name === 'string' &&
      name !== '' &&
      Object.keys(more).length === 0
    if (!isValid) {
      report(finding('body', 'an upload is initiated with content_type and file_name', 'body'))
      return { status: 422, body: { detail: 'not as documented' } }
    }
    const token = randomBytes(16).toString('hex')
    const signature = randomBytes(4).toString('hex')
    const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? type.replace(/^.*\//, '').replace(/\W/g, '')
    const file = `${token}.${ending}`
    uploads.set(token, { type, multipart, signature, file, parts: new Map(), done: false })
    const upload_url = `${url}/uploads/${token}?signature=${signature}`
    return { status: 200, body: { upload_url, file_url: `${url}/files/${file}` } }
  }

  function send(call: Exclude<UploadCall, { kind: 'initiate' }>, sent: Sent, report: Report): Answer {
    const wrong = (message: string, status = 400): Answer => {
      report(finding('upload', message))
      return { status, body: { detail: message } }
    }
    const upload = uploads.get(call.token)
    if (upload === undefined) return wrong('the address was never given', 403)
    if (upload.signature !== sent.query.get('signature')) return wrong('another signature', 403)
    if (upload.done) return wrong('the upload was complete', 409)
    if (upload.multipart === (call.kind === 'put')) return wrong('not as it was initiated')
    switch (call.kind) {
      case 'put':
        if (sent.type !== upload.type) return wrong(`${sent.type ?? 'nothing'} in place of ${upload.type}`)
        files.set(upload.file, sent.bytes)
        upload.done = true
        return { status: 200, body: {} }
      case 'part': {
        if (upload.parts.has(call.part)) report(finding('upload', `part ${call.part} was sent before`))
        const etag = `"${createHash('md5').update(sent.bytes).digest('hex')}"`
        upload.parts.set(call.part, { etag, bytes: sent.bytes })
        return { status: 200, body: { partNumber: call.part, etag }, headers: { etag } }
      }
      case 'complete': {
        const parsed = parseBody(sent.bytes)
        const expected = [...upload.parts]
          .toSorted(([one], [other]) => one - other)
          .map(([partNumber, { etag }]) => ({ partNumber, etag }))
        const given = asRecord('value' in parsed ? parsed.value : null)
        if (JSON.stringify(given) !== JSON.stringify({ parts: expected }))
          return wrong('the parts are not those that were sent, in their order')
        const ordered = [...upload.parts].toSorted(([one], [other]) => one - other)
        files.set(upload.file, Buffer.concat(ordered.map(([, { bytes }]) => bytes)))
        upload.done = true
        return { status: 200, body: {} }
      }
    }
  }

  return {
    answer: (call: UploadCall, sent: Sent, report: Report): Answer =>
      call.kind === 'initiate' ? initiate(call.multipart, sent, report) : send(call, sent, report),
    /** How many uploads were initiated and never finished. */
    unfinished: (): number => [...uploads.values()].filter(({ done }) => !done).length,
  }
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  // An object's fields are named by texts.
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
