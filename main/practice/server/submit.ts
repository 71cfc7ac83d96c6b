import { createHash } from 'node:crypto'
import type { LedgerEntry, RequestInput } from '../requests/request.ts'
import type { Detail, MediaPlace } from '../validate/checkInput.ts'
import { checkInput, findMedia } from '../validate/checkInput.ts'
import type { MediaVerdict } from '../validate/media.ts'
import { readMedia } from '../validate/media.ts'
import { readJson } from '../validate/readBody.ts'
import type { Answer } from './answer.ts'
import { json, notFound, refuse, unprocessable } from './answer.ts'
import type { Desk } from './desk.ts'
import { isModelId } from './route.ts'
import { addressesOf } from './views.ts'

/** Checks a submit and takes it in. With `duplicate` it is entered in the ledger under the id of the submit before it. */
export async function answerSubmit(
  desk: Desk,
  modelId: string,
  body: Uint8Array,
  duplicate: boolean,
): Promise<Answer> {
  if (!isModelId(modelId)) return refuse(400, 400001, 'This is no model id.')
  const fields = desk.fieldsOf(modelId)
  if (fields === null) return notFound('model')
  const parsed = readJson(body)
  if (!parsed.ok) return unprocessable([{ loc: ['body'], msg: parsed.why, type: 'json_invalid' }])
  const wrong = checkInput(fields, parsed.value)
  const media = await Promise.all(
    findMedia(fields, parsed.value).map(async (place) => ({
      place,
      verdict: await readMedia(place.text, place.media),
    })),
  )
  const detail = [...wrong, ...media.flatMap(({ place, verdict }) => refusalOf(place, verdict))]
  if (detail.length > 0) return unprocessable(detail)
  // `checkInput` found it to be an object that fits the fields.
  const input = hostMedia(desk, parsed.value as RequestInput, media)
  const requestId = (duplicate ? desk.ledger.at(-1)?.requestId : undefined) ?? desk.newRequestId()
  const entry: LedgerEntry = {
    requestId,
    modelId,
    acceptedAt: new Date(desk.clock.now()).toISOString(),
    bodySha256: createHash('sha256').update(body).digest('hex'),
    bodyBytes: body.length,
    input,
  }
  desk.accept(entry)
  return json({ request_id: requestId, ...addressesOf(desk.url, requestId) })
}

interface ReadMedia {
  readonly place: MediaPlace
  readonly verdict: MediaVerdict
}

const refusalOf = ({ loc }: MediaPlace, verdict: MediaVerdict): readonly Detail[] =>
  verdict.kind === 'refused' ? [{ loc, msg: verdict.why, type: 'media' }] : []

/** Keeps the files that came as data URIs, and puts their addresses in the place of the URIs. */
function hostMedia(desk: Desk, input: RequestInput, media: readonly ReadMedia[]): RequestInput {
  const addresses = new Map<string, string>()
  for (const { place, verdict } of media) {
    if (verdict.kind !== 'inline') continue
    addresses.set(place.text, `${desk.url}/inputs/${desk.inputs.keep(verdict.bytes, verdict.mime)}`)
  }
  const hosted = (value: unknown): unknown => {
    if (typeof value === 'string') return addresses.get(value) ?? value
    return Array.isArray(value) ? value.map(hosted) : value
  }
  const named = new Set(media.map(({ place }) => place.loc[1]))
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, named.has(name) ? hosted(value) : value]),
  )
}
