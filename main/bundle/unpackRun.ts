import { z } from 'zod'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { AppError } from '#shared/errors.ts'
import { sniffFormat } from '#shared/media/formats.ts'
import { isPicture, kindOfFormat } from '#shared/media/kinds.ts'
import { describeUnknownFormat } from '#shared/media/unknownFormat.ts'
import { bundleLimits } from '#shared/redact/bundleLimits.ts'
import type { Removal } from '#shared/api/records.ts'
import type { Media, MediaKind, Value, Values } from '#shared/ports/value.ts'
import { isMedia, Sha256 } from '#shared/ports/value.ts'
import { formatItemPath } from '#shared/run/address.ts'
import type { Gap } from '#shared/run/gap.ts'
import { gapsOf } from '#shared/run/gap.ts'
import type { RunEvent } from '#shared/run/run.ts'
import type { Origin } from '#shared/services.ts'
import type { ZipEntry } from './archive/openZip.ts'
import { openZip } from './archive/openZip.ts'
import type { AssetStore } from '../assets/assets.ts'
import { nextTurn } from '../platform/nextTurn.ts'
import type { EndedStep, Maker, RunFile } from './runFile.ts'
import { PICTURES, RUN_FILE, WORKFLOW_FILE, parseRunFile } from './runFile.ts'

/** An imported run, with its pictures stored in this library. */
export interface UnpackedRun {
  readonly name: string
  readonly file: RunFile
  /** The workflow's text. */
  readonly text: string
  /** How its steps ended, as they are stored. */
  readonly events: readonly RunEvent[]
  readonly pictures: number
  readonly removed: readonly Removal[]
}

/**
 * Reads an archive of `packRun`, or a forged one: nothing of it is run, and no name in it is used as a path. Rejects
 * with `file.unreadable`, `workflow.invalid`, `picture.*`, `file.unwritable`.
 */
export async function unpackRun(
  path: string,
  assets: Pick<AssetStore, 'put' | 'receive' | 'originOf'>,
  now: number,
): Promise<UnpackedRun> {
  const { files, archive, inflated } = bundleLimits
  const zip = await openZip(path, {
    files,
    fileBytes: archive,
    totalBytes: archive,
    inflatedBytes: inflated,
  })
  try {
    return await unpackFrom(zip.entries, assets, now)
  } finally {
    zip.close()
  }
}

async function unpackFrom(
  entries: ReadonlyMap<string, ZipEntry>,
  assets: Pick<AssetStore, 'put' | 'receive' | 'originOf'>,
  now: number,
): Promise<UnpackedRun> {
  const written = await readEntry(entries, WORKFLOW_FILE)
  await nextTurn(written)
  const read = readWorkflow(written)
  if (!read.ok || read.readOnly)
    throw new AppError(
      'workflow.invalid',
      `The workflow in this archive cannot be opened: ${(read.ok ? read.notices : read.problems)[0]?.message ?? ''}.`,
    )
  await nextTurn(written)
  const file = readRunFile(await readEntry(entries, RUN_FILE), now)
  const saved = await savePictures(entries, file, assets)
  await nextTurn(written)
  const text = writeWorkflow(read.workflow)
  await nextTurn(text)
  return {
    name: file.name,
    file,
    text,
    events: Object.entries(file.steps).map(([node, step]) => eventOf(node, step, saved)),
    pictures: saved.size,
    removed: file.removed,
  }
}

async function readEntry(entries: ReadonlyMap<string, ZipEntry>, name: string): Promise<Uint8Array> {
  const entry = entries.get(name)
  if (entry === undefined) throw unknown(`it has no ${name}`)
  const maxBytes = bundleLimits.document
  if (entry.size > maxBytes) throw unknown(`${name} is larger than ${maxBytes / 2 ** 20} MiB`)
  return entry.read(maxBytes)
}

/** Times in the future would stay at the top of the history. */
function readRunFile(bytes: Uint8Array, now: number): RunFile {
  const parsed = parseRunFile(bytes)
  if ('why' in parsed) throw unknown(parsed.why, parsed.cause)
  const { file } = parsed
  const { steps } = file
  const past = (at: number): number => Math.min(at, now)
  return {
    ...file,
    startedAt: past(file.startedAt),
    finishedAt: past(file.finishedAt),
    steps: Object.fromEntries(
      Object.entries(steps).map(([node, step]) => [node, { ...step, finishedAt: past(step.finishedAt) }]),
    ),
  }
}

const pictureName = z.string().transform((name) => name.slice(PICTURES.length).split('.', 1)[0])

/**
 * Stores each picture whose name is the hash of its bytes in the library; files with other names are not part of a run.
 */
async function savePictures(
  entries: ReadonlyMap<string, ZipEntry>,
  { makers }: RunFile,
  assets: Pick<AssetStore, 'put' | 'receive' | 'originOf'>,
): Promise<ReadonlyMap<string, Media>> {
  const saved = new Map<string, Media>()
  for (const [name, entry] of entries) {
    if (!name.startsWith(PICTURES)) continue
    const sha256 = Sha256.safeParse(pictureName.parse(name)).data
    if (sha256 === undefined) continue
    const pieces = entry.stream((first) => checkFirst(first, entry))
    const received = await assets.receive(pieces, { max: bundleLimits.archive, size: entry.size })
    try {
      if (received.sha256 !== sha256) throw unknown('a picture in it is not the one that its name says')
      // What this library knows about a picture takes precedence over the archive.
      const origin = assets.originOf(sha256) ?? originOf(makers[sha256])
      const kind = isFileName(name) ? 'file' : kindOf(received.head)
      saved.set(sha256, await assets.put(received, kind, origin, { isGuess: true }))
    } finally {
      await received.discard()
    }
  }
  return saved
}

/** Whether a file with these first bytes may be as large as it declares: checked before it is unpacked. */
function checkFirst(first: Uint8Array, { name, size }: ZipEntry): void {
  const isFile = isFileName(name)
  const format = isFile ? null : sniffFormat(first)
  if (format === null && !isFile)
    throw unknown(`a picture in it cannot be used: ${describeUnknownFormat(first)}`)
  const maxBytes = bundleLimits.picture
  if (size > maxBytes && format !== null && isPicture(kindOfFormat(format)))
    throw unknown(`a picture in it has more than ${maxBytes / 2 ** 20} MiB`)
}

/** Whether it was packed as a file of an unknown format: it is stored as bytes. */
const isFileName = (name: string): boolean => name.endsWith('.bin')

/** Without an address: an untrusted one must not be sent to an endpoint in place of the picture. */
function originOf(maker: Maker | undefined): Origin {
  if (maker === undefined) return { from: 'file', name: 'an archive' }
  if ('requestId' in maker) return { from: 'job', requestId: maker.requestId, url: '', at: maker.at }
  return 'type' in maker ? { from: 'node', type: maker.type } : { from: 'file', name: maker.name }
}

function kindOf(bytes: Uint8Array): MediaKind {
  const format = sniffFormat(bytes)
  return format === null ? 'image' : kindOfFormat(format)
}

/** The event that ends a step. What did not come along with the archive is a gap among what did. */
function eventOf(node: string, step: EndedStep, saved: ReadonlyMap<string, Media>): RunEvent {
  const { fanned, items, total, got, phase } = step
  const { outputs, absent } = ownOutputs(step.outputs, saved)
  const ended = { node, at: step.finishedAt, cost: null, outputs }
  if (phase === 'cancelled') return { type: 'step.cancelled', ...ended }
  const gaps = [...(step.gaps ?? []), ...absent.map((place) => gapAt(node, place))]
  // A step that failed as a whole has delivered nothing.
  const isPartial = gaps.length > 0 && (phase === 'done' || step.gaps !== undefined)
  const some = gapsOf({ ...(isPartial && { gaps }), got })
  if (phase === 'done')
    return { type: 'step.done', ...ended, reused: false, ...(fanned !== undefined && { fanned }), ...some }
  return {
    type: 'step.failed',
    ...ended,
    error: step.error ?? { code: 'node.failed', message: 'It failed.' },
    ...(items && { items }),
    ...(total !== undefined && { total }),
    ...some,
  }
}

/** A place in a list whose file is not in the archive. */
interface AbsentFile {
  readonly port: string
  readonly position: number
}

const ABSENT = { code: 'file.unreadable', message: 'The file is not in the archive.' } as const

/** Whether an item was there in the run, and is missing from its archive. */
export const isAbsent = ({ error }: Pick<Gap, 'error'>): boolean =>
  error.code === ABSENT.code && error.message === ABSENT.message

const gapAt = (node: string, { port, position }: AbsentFile): Gap => ({
  item: formatItemPath([position]),
  of: node,
  error: ABSENT,
  positions: { [port]: position },
})

/** Outputs whose media were stored here. Missing ones are left out; in a list they leave `null`. */
function ownOutputs(
  outputs: EndedStep['outputs'],
  saved: ReadonlyMap<string, Media>,
): { readonly outputs: Values; readonly absent: readonly AbsentFile[] } {
  const own = (value: unknown): Value | undefined => {
    if (isMedia(value)) {
      const media = saved.get(value.sha256)
      return (
        media && { ...media, media: value.media === 'mask' && media.media === 'image' ? 'mask' : media.media }
      )
    }
    if (Array.isArray(value)) return value.map((one: unknown) => own(one) ?? null)
    // The cast: what is no media and no list of it is JSON, as it was read.
    return value as Value
  }
  const absent = Object.entries(outputs).flatMap(([port, value]) =>
    Array.isArray(value)
      ? [...value.entries()].flatMap(([position, one]) =>
          isMedia(one) && !saved.has(one.sha256) ? [{ port, position }] : [],
        )
      : [],
  )
  const found = Object.entries(outputs).flatMap(([port, value]): readonly [string, Value][] => {
    const mine = own(value)
    return mine === undefined ? [] : [[port, mine]]
  })
  return { outputs: Object.fromEntries(found), absent }
}

const unknown = (why: string, cause?: unknown): AppError =>
  new AppError('file.unreadable', `This archive holds no run: ${why}.`, { cause })
