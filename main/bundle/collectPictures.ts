import { stat } from 'node:fs/promises'
import type { Workflow } from '#shared/document/workflow.ts'
import { eachValue } from '#shared/document/eachValue.ts'
import { AppError } from '#shared/errors.ts'
import { endingOf, sniffFormat } from '#shared/media/formats.ts'
import { endingsOfMedia, isPicture, kindOfEnding } from '#shared/media/kinds.ts'
import type { BundleLimits } from '#shared/redact/bundleLimits.ts'
import type { Removal } from '#shared/api/records.ts'
import type { Media } from '#shared/ports/value.ts'
import { isMedia } from '#shared/ports/value.ts'
import type { Origin } from '#shared/services.ts'
import type { ZipFile } from './archive/writeZip.ts'
import { sha256Of } from '../assets/assetFolder.ts'
import type { AssetStore } from '../assets/assets.ts'
import { unreadable } from '../platform/fileError.ts'
import type { Maker } from './runFile.ts'
import { PICTURES } from './runFile.ts'

export interface PictureSource {
  readonly assets: Pick<AssetStore, 'stream' | 'has' | 'originOf' | 'pathOf'>
  /** The asset with a SHA-256 that a workflow names. Rejects with `file.unreadable` or `picture.broken`. */
  readonly openAsset: (sha256: string) => Promise<Media>
  /** A file that the workflow names, if it may. Rejects with `file.*` or `picture.large`. */
  readonly readFile: (file: string) => Promise<Uint8Array>
}

/** The pictures for an archive, each once. Missing ones are listed in `missing`. */
export interface PictureCollection {
  readonly files: readonly ZipFile[]
  readonly makers: Readonly<Record<string, Maker>>
  readonly missing: readonly Removal[]
  /** Every picture that a workflow names; files are then named as assets. Changes the workflow. */
  addNamed(workflow: Workflow): Promise<void>
  /** Every picture among the outputs of a step. */
  addOutputs(outputs: unknown): Promise<void>
}

export function collectPictures(
  { assets, openAsset, readFile }: PictureSource,
  limits: BundleLimits,
): PictureCollection {
  const files: ZipFile[] = []
  const makers: Record<string, Maker> = {}
  const missing: Removal[] = []
  const seen = new Set<string>()
  let total = 0

  function add(sha256: string, ending: string, content: ZipFile['content'], maker: Maker): void {
    if (seen.has(sha256)) return
    seen.add(sha256)
    const size = content instanceof Uint8Array ? content.length : content.size
    const kind = kindOfEnding(ending)
    if (kind !== null && isPicture(kind) && size > limits.picture)
      return leaveOut(maker, `a picture of more than ${inMib(limits.picture)}`, sha256)
    makeRoom(size)
    files.push({ name: `${PICTURES}${sha256}.${ending}`, content })
    makers[sha256] = maker
  }

  /** Counts like the reader of the archive, including the workflow and the description of the run. */
  function makeRoom(bytes: number): void {
    total += bytes + ENTRY
    const maxBytes = limits.archive - 2 * limits.document
    if (total > maxBytes) throw tooMuch(`have more than ${inMib(maxBytes)}, the maximum for one file`)
    if (files.length + 2 >= limits.files)
      throw tooMuch(`are more than ${limits.files}, the most that go into one file`)
  }

  const leaveOut = (maker: Maker, what: string, sha256: string): void =>
    void missing.push({ place: 'name' in maker && maker.name !== '' ? maker.name : sha256, what })

  async function addAsset(media: Media): Promise<void> {
    if (seen.has(media.sha256)) return
    const [ending] = endingsOfMedia(media)
    if (ending === undefined || !assets.has(media)) return miss(media.sha256)
    const { size } = await stat(assets.pathOf(media)).catch((thrown: unknown) => {
      throw unreadable(assets.pathOf(media), thrown)
    })
    const content = { size, read: () => assets.stream(media) }
    add(media.sha256, ending, content, makerOf(assets.originOf(media.sha256)))
  }

  const miss = (location: string): void =>
    void missing.push({ place: location, what: 'a picture that is not there any more' })

  async function addLiteral(literal: Literal): Promise<void> {
    try {
      if (literal.asset !== undefined) return await addAsset(await openAsset(literal.asset))
      const bytes = await readFile(literal.file ?? '')
      const format = sniffFormat(bytes)
      if (format === null) return miss(nameOf(literal.file ?? ''))
      const sha256 = await sha256Of(bytes)
      add(sha256, endingOf(format), bytes, { name: nameOf(literal.file ?? '') })
      literal.asset = sha256
      delete literal.file
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code === 'file.unwritable') throw thrown
      miss(literal.asset ?? nameOf(literal.file ?? ''))
    }
  }

  return {
    files,
    makers,
    missing,
    async addNamed(workflow) {
      for (const literal of literalsOf(workflow)) await addLiteral(literal)
    },
    async addOutputs(outputs) {
      for (const media of mediaIn(outputs)) await addAsset(media)
    },
  }
}

/** The maximum overhead of a file in an archive. */
const ENTRY = 300

const inMib = (bytes: number): string => `${Math.floor(bytes / 2 ** 20)} MiB`

const tooMuch = (why: string): AppError =>
  new AppError('file.unwritable', `This run cannot be packed: its pictures ${why}.`)

interface Literal {
  file?: string
  asset?: string
}

/** Each `{ file }` and `{ asset }` among the values of a workflow's nodes. */
function literalsOf(workflow: Workflow): readonly Literal[] {
  const found: Literal[] = []
  for (const { values } of workflow.nodes)
    eachValue(values, (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return true
      const { file, asset } = value as { readonly file?: unknown; readonly asset?: unknown } // any object
      if (typeof file === 'string' || (typeof asset === 'string' && /^[0-9a-f]{64}$/.test(asset)))
        found.push(value)
      return true
    })
  return found
}

function mediaIn(outputs: unknown): readonly Media[] {
  const found: Media[] = []
  eachValue(outputs, (value) => {
    if (isMedia(value)) found.push(value)
    return !isMedia(value)
  })
  return found
}

/** The maker of a picture, without the picture's address. */
function makerOf(origin: Origin | undefined): Maker {
  switch (origin?.from) {
    case 'job':
      return { requestId: origin.requestId, at: origin.at }
    case 'node':
      return { type: origin.type }
    case 'file':
      return { name: nameOf(origin.name).slice(0, 300) }
    default:
      return { name: '' }
  }
}

/** The last part of a path: the rest is private to this machine. */
const nameOf = (file: string): string => file.replace(/^.*[/\\]/, '')
