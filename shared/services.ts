import type { Endpoint } from './catalogue/endpoint.ts'
import type { EngineId } from './catalogue/engineId.ts'
import type { Port } from './ports/port.ts'
import type { Frames } from './media/frames.ts'
import type { Videos } from './media/videos.ts'
import type { ItemPath, NodePath } from './run/address.ts'
import type { Json, Media, MediaKind, MediaLiteral, Value, Values } from './ports/value.ts'

/** An injected clock. `now` is wall-clock milliseconds since 1970. */
export interface Clock {
  now(): number
  /** Resolves after `milliseconds`. Rejects with `signal.reason` when aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** `error` and `warn` are for a bug report, `info` is what happened, `debug` explains it. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/**
 * The data of a line: JSON, and errors under any name. Ids, codes, counts and paths; never the user's texts or files.
 */
export type LogData = Readonly<Record<string, unknown>>

/** The log of a host, for finding out what went wrong. `event` is a dotted name, such as `job.state`. Never throws. */
export type Log = { readonly [Level in LogLevel]: (event: string, data?: LogData) => void }

/** A log that discards everything. */
export const silentLog: Log = { debug: drop, info: drop, warn: drop, error: drop }

function drop(): void {}

/** The source of an asset: for its provenance and, for an output, to pass on its live URL. */
export type Origin =
  | { readonly from: 'file'; readonly name: string }
  | { readonly from: 'address'; readonly url: string }
  | { readonly from: 'node'; readonly type: string }
  | { readonly from: 'job'; readonly requestId: string; readonly url: string; readonly at: number }

/** The maximum number of pixels of a picture: a larger one is refused with `picture.large` before any work is done. */
export const maximumPixels = 32_000_000

/** Pixels in memory: rows from the top, `channels` bytes per pixel: 1 is grey, 4 is red, green, blue, alpha. */
export interface Pixels<Channels extends 1 | 4 = 1 | 4> {
  readonly width: number
  readonly height: number
  readonly channels: Channels
  readonly data: Uint8Array
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** A part of a picture, from its upper left corner, in pixels, not necessarily integers. */
export interface Part extends Size {
  readonly x: number
  readonly y: number
}

/** A file's media type and name from its server. The type is stored for files of unknown formats, the name also for 3D models. */
export interface FileDetails {
  readonly mime?: string
  readonly name?: string
  /** Its kind is only what its format can be: a video without a picture is stored as audio. */
  readonly isGuess?: boolean
}

/**
 * A file that has arrived whole, beside the asset store: it becomes an asset when it is put there. A caller that does
 * not put it discards it.
 */
export interface ReceivedFile {
  readonly path: string
  readonly sha256: string
  /** In bytes. */
  readonly size: number
  /** Its first bytes, which tell its format. */
  readonly head: Uint8Array
  /** Removes it, unless it was put. Never rejects. */
  discard(): Promise<void>
}

/** The content of a file: in memory, or on the disk if it was received. */
export type Content = Uint8Array | ReceivedFile

/** The first bytes of a file. */
export const headOf = (content: Content): Uint8Array => ('head' in content ? content.head : content)

/** The asset store, addressed by SHA-256. */
export interface Assets {
  /**
   * Stores bytes, or a received file, which is then gone from its place. Rejects with `picture.broken` or
   * `picture.large` if they are not a picture that can be read, or not of the kind; bytes of the kind `file` are stored
   * unchecked. A received file that was refused is still there.
   */
  put(content: Content, kind: MediaKind, origin: Origin, details?: FileDetails): Promise<Media>
  /** Rejects with `file.unreadable` if the file is gone or its hash differs. */
  read(media: Media): Promise<Uint8Array>
  /** The media that a literal in a workflow names. Rejects with `file.*`, `picture.*` or `egress.refused`. */
  resolve(literal: MediaLiteral, kind: MediaKind): Promise<Media>
  /** The path of an asset on this machine, if the host reveals it. */
  pathOf?(media: Media): string
}

/**
 * The image codec and other work that is better done natively. Colour is sRGB with 8 bits; alpha is not premultiplied.
 */
export interface Images {
  /**
   * Decodes, rotated by the EXIF orientation. With `channels` 1 it returns the brightness, with transparent areas on
   * black.
   */
  read<C extends 1 | 4>(media: Media, channels: C): Promise<Pixels<C>>
  /** Encodes as PNG and stores it in the asset store; the same pixels give the same bytes. */
  write(pixels: Pixels, kind: 'image' | 'mask', origin: Origin): Promise<Media>
  /**
   * Scales to exactly `size`, whatever the proportions. `smooth` is Lanczos with three lobes for colour and linear for
   * masks; `nearest` takes the pixel at the middle of the new one. With `part` only that part of the picture is scaled.
   * For long work, `onProgress` is called occasionally with the fraction that is done, from 0 to 1.
   */
  resize<C extends 1 | 4>(
    pixels: Pixels<C>,
    size: Size,
    kernel: 'nearest' | 'smooth',
    part?: Part,
    onProgress?: (fraction: number) => void,
  ): Promise<Pixels<C>>
  /** Draws text in the product's own typeface. Rejects with `input.invalid` if there is nothing to see. */
  renderText(text: string, style: TextStyle): Promise<RenderedText>
}

export interface RenderedText {
  /**
   * White on black, as wide as the text. As high as its lines, from the ascent of the first to the descent of the last,
   * whatever letters are in them; higher if something extends beyond that.
   */
  readonly pixels: Pixels<1>
  /** The characters that no font on this machine has, each once: a box is drawn in their place. */
  readonly missing: readonly string[]
}

export interface TextStyle {
  /** Height of the letters in pixels, as typefaces are measured: from 4 to 2,000. */
  readonly size: number
  /** The maximum width of a line in pixels: longer ones are wrapped. */
  readonly width: number
  readonly align: 'left' | 'centre' | 'right'
}

/** Where a file is saved. */
export interface SaveNames {
  /** A path below the folder of the run's pictures, from a name pattern; '' for the folder itself. */
  readonly folder: string
  /** File name without its extension. Taken names get a number. */
  readonly name: string
  /**
   * Folder and name with placeholders for date and time: a picture that was saved under the same pattern before is not
   * saved again.
   */
  readonly pattern: string
}

export interface SaveRequest extends SaveNames {
  readonly format: 'png' | 'jpeg' | 'webp'
  /** 1 to 100, for jpeg and webp, if the picture is not in the format yet. */
  readonly quality: number
  /** For webp: every pixel as it is, whatever the quality. */
  readonly lossless: boolean
  /** The run and node that are embedded in the file, with its workflow; null for a file with only pixels. */
  readonly provenance: { readonly run: string; readonly node: string } | null
  /** Keep the EXIF of the source: camera, time and place. */
  readonly keepMetadata: boolean
}

/** Files that a run saves for the user. */
export interface Files {
  /**
   * Saves a copy, never over an existing file, never outside the run's folder; resolves with its path, or with that of
   * the same picture if it was saved like this before and is unchanged.
   */
  save(media: Media, request: SaveRequest): Promise<string>
  /** The same for a medium of any kind, whose bytes stay as they are. */
  copy(media: Media, names: SaveNames): Promise<string>
}

/** An input for an endpoint: JSON, with media where the schema asks for an address. */
export type WireValue = Json | Media | readonly WireValue[] | { readonly [key: string]: WireValue }

export interface JobRequest {
  readonly endpoint: Endpoint
  readonly input: Readonly<Record<string, WireValue>>
  /** The requester: for the queue, the history and error messages. */
  readonly run: string
  readonly node: NodePath
  /** Which item of a list; `0` where there is no list. */
  readonly item: ItemPath
}

/** The state of a running job. */
export interface JobUpdate {
  readonly requestId?: string
  /** The engine's own state; `not_cancellable` if a cancel came too late, so that the job continues. */
  readonly status: string
  readonly queuePosition?: number
  /** How long such a job usually takes from its submit, in milliseconds. */
  readonly expected?: number
}

export interface JobResult {
  readonly requestId: string
  /** The raw `output` of the result. */
  readonly output: Json
  /** The raw answer, if it is too large to be read whole: `output` is then a part of it. */
  readonly whole?: Media | undefined
  /** Each address in `output`, fetched into the asset store. */
  readonly media: ReadonlyMap<string, Media>
  /** In US dollars; `null` if the engine did not report it, or another run was charged. */
  readonly cost: number | null
  /** Notes for the user, sentence by sentence. */
  readonly notes?: readonly string[]
}

/** Remote jobs. Submits each at most once; every started job is either finished or reported as unknown. */
export interface Jobs {
  /**
   * Resolves with the endpoint's result. Rejects with `job.refused`, `job.failed`, `job.cancelled`, `job.unknown`,
   * `job.lost`, `job.expired`, `job.awaited`, `media.unsendable`, `account.*`, `engine.*`, or `signal.reason`.
   */
  run(
    request: JobRequest,
    options: { signal: AbortSignal; onUpdate(update: JobUpdate): void },
  ): Promise<JobResult>
  /** Whether this job's result is in the library, so that `run` makes no request. */
  stored?(request: Pick<JobRequest, 'endpoint' | 'input'>): boolean
}

/** Results by cache key, so that cached work is not done again. */
export interface Results {
  /**
   * A result of that engine's, or of this machine for null. May throw: then the node fails, rather than doing, and
   * paying for, something a second time.
   */
  find(key: string, engine: EngineId | null): Values | undefined
  /** May throw: the outputs are valid nevertheless, and are only not found again. */
  save(key: string, outputs: Values, engine: EngineId | null): void
}

/** The user input that a node needs before it can run. */
export interface PromptRequest {
  /** The input that receives the answer. */
  readonly input: string
  /** The task as an imperative, such as `Paint the mask on this picture`. */
  readonly words: string
}

/** A prompt of a run. */
export interface Question {
  readonly run: string
  readonly node: NodePath
  /** Which item of a list; `0` where there is no list. */
  readonly item: ItemPath
  readonly prompt: PromptRequest
  /** The input that needs a value. */
  readonly port: Port
  /** The node's other inputs. */
  readonly inputs: Values
}

/** Asks the user in the middle of a run. */
export interface UserPrompts {
  /** Resolves with a value for the input, after a moment or days. Rejects with `signal.reason`. */
  prompt(question: Question, signal: AbortSignal): Promise<Value>
}

/** The part of a node type that is needed to run it, here or on another thread. */
export interface RunnableType {
  readonly type: string
  readonly run: (inputs: Values, context: NodeContext) => Values | Promise<Values>
}

/** Other threads, for nodes that would block a host. */
export interface Threads {
  /** As `type.run`. Rejects with its error, with `node.failed` if its thread ends, or with `signal.reason`. */
  run(type: RunnableType, inputs: Values, context: NodeContext): Promise<Values>
}

/** The services that a host provides to a run. */
export interface Services {
  readonly clock: Clock
  /** Nothing is logged if absent. */
  readonly log?: Log
  readonly assets: Assets
  readonly images: Images
  readonly videos: Videos
  readonly frames: Frames
  readonly files: Files
  readonly jobs: Jobs
  readonly results: Results
  /** Absent if nobody can be asked. */
  readonly userPrompts?: UserPrompts
  /** Absent if there is only one thread. */
  readonly threads?: Threads
  /** SHA-256 of a text's UTF-8, in hexadecimal. */
  digest(text: string): string
}

/** What a node may use while it runs. */
export interface NodeContext {
  readonly services: Services
  /** Aborted when the run, or this node, is cancelled. */
  readonly signal: AbortSignal
  readonly run: { readonly id: string; readonly workflow: string; readonly startedAt: number }
  readonly node: { readonly id: string; readonly title: string }
  /** Which item of a list this call is for; `0` where there is no list. */
  readonly item: ItemPath
  /** The progress, from 0 to 1. */
  progress(fraction: number): void
  /** New information about this node's remote job. */
  update(update: JobUpdate): void
  /** The dollars that this call was charged, if the engine reported it. */
  spent(dollars: number): void
  /** A note for the user about this call's result, as a sentence; emitted with the end of the step. */
  note(text: string): void
}
