import { AppError } from '../errors.ts'
import { factsOf } from '../media/kinds.ts'
import type { Media, MediaKind, Value, Values } from '../ports/value.ts'
import { isList, isMedia, isMediaKind } from '../ports/value.ts'
import type { JobResult } from '../services.ts'
import type { Endpoint, OutputName } from '../catalogue/endpoint.ts'
import { addressesFor, outputAddresses } from './outputAddresses.ts'
import { outputPorts } from './outputPorts.ts'
import { readBoolean, readNumber, readText, readTexts } from './outputValues.ts'

/** An endpoint's result as the values of its node's outputs. A port without a value stays empty. */
export function deliverable(
  outputs: readonly OutputName[],
  result: Pick<JobResult, 'output' | 'media' | 'whole'>,
): Values {
  const values: Record<string, Value> = {}
  for (const port of outputs) {
    const value = readPort(port, result)
    if (value !== undefined && value !== null) values[port] = value
  }
  return values
}

/**
 * The same, but throws `job.failed` if no output has a value: it was paid for, and the message names the request and
 * the saved files. `pathOf` returns the path of a file.
 */
export function readOutput(endpoint: Endpoint, result: JobResult, pathOf?: PathOf): Values {
  const values = deliverable(endpoint.outputs, result)
  if (Object.keys(values).length > 0) return values
  const notes = notesOf({}, result, pathOf)
  const noteText = notes.length === 0 ? '' : ` ${notes.join(' ')}`
  throw new AppError(
    'job.failed',
    `${endpoint.title} finished without any of its outputs (${endpoint.outputs.join(', ')}). The request id is ${result.requestId}.${noteText}`,
    { data: { requestId: result.requestId } },
  )
}

type PathOf = (media: Media) => string

/**
 * The notes on a result: the job's notes, and the files that no port of the node takes. Those are saved, and a later
 * version of the node with a port for them gets them without another request.
 */
export function notesOf(values: Values, result: JobResult, pathOf?: PathOf): readonly string[] {
  const delivered = new Set(mediaIn(Object.values(values)).map(({ sha256 }) => sha256))
  const came = outputAddresses(result.output).flatMap((address) => result.media.get(address) ?? [])
  const left = new Map(came.map((each) => [each.sha256, each]))
  return [
    ...(result.notes ?? []),
    ...(result.whole === undefined ? [] : [readInPart(result.whole, pathOf)]),
    ...[...left.values()]
      .filter(({ sha256 }) => !delivered.has(sha256))
      .map((each) => savedWhere(each, pathOf)),
  ]
}

const placeOf = (media: Media, pathOf: PathOf | undefined): string =>
  pathOf === undefined ? 'in the library' : `as ${pathOf(media)}`

const readInPart = (whole: Media, pathOf: PathOf | undefined): string =>
  `The engine's answer (${whole.bytes} bytes) is too large to be read whole: what is shown was found at its start. All of it is saved ${placeOf(whole, pathOf)}.`

function savedWhere(media: Media, pathOf: PathOf | undefined): string {
  const location = placeOf(media, pathOf)
  return `${media.name ?? 'A file'} (${media.mime}, ${media.bytes} bytes) has no output on this node. It is saved ${location}.`
}

const mediaIn = (values: readonly Value[]): readonly Media[] =>
  values.flatMap((value) => (isMedia(value) ? [value] : isList(value) ? mediaIn(value) : []))

function readPort(
  name: OutputName,
  { output, media, whole }: Pick<JobResult, 'output' | 'media' | 'whole'>,
): Value | undefined {
  const { kind, list } = outputPorts[name].type
  // A part of the data is not the data.
  if (name === 'json') return whole === undefined ? output : undefined
  if (name === 'number') return readNumber(output)
  if (name === 'boolean') return readBoolean(output)
  // A part of a list of texts is not that list either, and would be reused as the whole.
  if (!isMediaKind(kind) && whole !== undefined && (list || (readTexts(output)?.length ?? 0) > 1))
    return undefined
  if (!isMediaKind(kind)) return list ? readTexts(output) : readText(output)
  const among = (addresses: readonly string[]): readonly Media[] =>
    firstKind(
      addresses.flatMap((url) => media.get(url) ?? []),
      kind,
    )
  const named = among(addressesFor(output, name.replace(/s$/, ''), list))
  // A file may stand under any name.
  const found = named.length > 0 || kind !== 'file' ? named : among(outputAddresses(output))
  return list && found.length > 0 ? found : found[0]
}

/** The media of a kind; if there are none, those of the next kind that a port of it accepts. A mask is an image. */
function firstKind(media: readonly Media[], kind: MediaKind): readonly Media[] {
  const byKind = factsOf[kind].accepts.map((accepted) =>
    media.filter((each) => (each.media === 'mask' ? 'image' : each.media) === accepted),
  )
  return byKind.find(({ length }) => length > 0) ?? []
}
