import type { Endpoint } from './catalogue/endpoint.ts'
import type { Port } from './ports/port.ts'
import type { Json, Media, MediaKind, MediaLiteral, Value, Values } from './ports/value.ts'

/** Time, lent in. `now` is wall-clock milliseconds since 1970. */
export interface Clock {
  now(): number
  /** Resolves after `milliseconds`. Rejects with `signal.reason` when aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** `error` and `warn` are for a bug report, `info` is what happened, `debug` explains it. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** What a line says beside its event: JSON, and errors under any name. Ids, codes, counts and paths; never texts or files of a person. */
export type LogData = Readonly<Record<string, unknown>>

/** What a host writes down for whoever has to find out what went wrong. `event` is a dotted name, such as `job.state`. Never throws. */
export type Log = { readonly [Level in LogLevel]: (event: string, data?: LogData) => void }

/** A log that keeps nothing. */
export const silentLog: Log = { debug: drop, info: drop, warn: drop, error: drop }

function drop(): void {}

/** Where an asset came from: what is needed to tell its story and, for an output, to pass its live URL on. */
export type Origin =
  | { readonly from: 'file'; readonly name: string }
  | { readonly from: 'address'; readonly url: string }
  | { readonly from: 'node'; readonly type: string }
  | { readonly from: 'job'; readonly requestId: string; readonly url: string; readonly at: number }

/** Nobody works on a picture with more pixels than this: it is refused with `picture.large` before any work is done. */
export const maximumPixels = 32_000_000

/** Pixels in memory: rows from the top, `channels` bytes a pixel: 1 is grey, 4 is red, green, blue, alpha. */
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

/** A part of a picture, from its left upper corner, in pixels that need not be whole ones. */
export interface Part extends Size {
  readonly x: number
  readonly y: number
}

/** What its server said of a file: its media type and its name. Kept with what is of no format that is known here. */
export interface FileDetails {
  readonly mime?: string
  readonly name?: string
}

/** The asset store, addressed by SHA-256. */
export interface Assets {
  /**
   * Keeps bytes. Rejects with `picture.broken` or `picture.large` where they are no picture we can read; bytes of the kind
   * `file` are kept whatever they are.
   */
  put(bytes: Uint8Array, kind: MediaKind, origin: Origin, details?: FileDetails): Promise<Media>
  /** Rejects with `file.unreadable` when the file is gone or its hash is another. */
  read(media: Media): Promise<Uint8Array>
  /** The media that a literal in a workflow names. Rejects with `file.*`, `picture.*` or `egress.refused`. */
  resolve(literal: MediaLiteral, kind: MediaKind): Promise<Media>
  /** Where the file of an asset lies on this machine, where the host tells that. */
  pathOf?(media: Media): string
}

/** The image codec and what is better done natively. Colour is sRGB with 8 bits; alpha is not premultiplied. */
export interface Images {
  /**
   * Decodes, upright whatever the EXIF orientation. With `channels` 1 it is the brightness that counts, and what is
   * transparent lies on black.
   */
  read<C extends 1 | 4>(media: Media, channels: C): Promise<Pixels<C>>
  /** Encodes as PNG and keeps it in the asset store; the same pixels give the same bytes. */
  write(pixels: Pixels, kind: 'image' | 'mask', origin: Origin): Promise<Media>
  /**
   * Scales to exactly `size`, whatever the proportions. `smooth` is Lanczos with three lobes for colour and linear for masks;
   * `nearest` takes the pixel that the middle of the new one lies on. With `part` that alone of the picture is scaled.
   * Where it is long work, `onProgress` is told now and then how much of it is done, from 0 to 1.
   */
  resize<C extends 1 | 4>(
    pixels: Pixels<C>,
    size: Size,
    kernel: 'nearest' | 'smooth',
    part?: Part,
    onProgress?: (fraction: number) => void,
  ): Promise<Pixels<C>>
  /**
   * Draws words in the product's own typeface. Rejects with `input.invalid` where there is nothing to see.
   */
  renderText(text: string, style: TextStyle): Promise<RenderedText>
}

export interface RenderedText {
  /**
   * White on black, as wide as the words. As high as their lines, from the ascent of the first to the descent of the last, whatever
   * letters are in them; higher where something stands out.
   */
  readonly pixels: Pixels<1>
  /** The characters that no font on this machine has, each once: a box stands in their place. */
  readonly missing: readonly string[]
}

export interface TextStyle {
  /** Height of the letters in pixels, as typefaces are measured: from 4 to 2,000. */
  readonly size: number
  /** The most pixels that a line may take: longer ones are broken. */
  readonly width: number
  readonly align: 'left' | 'centre' | 'right'
}

export interface SaveRequest {
  /** A path below the folder of the run's pictures, made from a name pattern; '' for the folder itself. */
  readonly folder: string
  /** File name without its ending. Taken ones are passed over by counting up. */
  readonly name: string
  /** Folder and name with the date and time left open: what was saved under the same before is not saved again. */
  readonly pattern: string
  readonly format: 'png' | 'jpeg' | 'webp'
  /** 1 to 100, for jpeg and webp, where the picture is not in the format yet. */
  readonly quality: number
  /** For webp: every pixel as it is, whatever the quality. */
  readonly lossless: boolean
  /** The run and node that the file tells of, with its workflow; null for a file with pixels and nothing else. */
  readonly carry: { readonly run: string; readonly node: string } | null
  /** Keep the EXIF of the source: camera, time and place. */
  readonly keepMetadata: boolean
}

/** Files that a run leaves for the person. */
export interface Files {
  /**
   * Saves a copy, never over an existing file, never outside the run's folder; resolves with its path, or with that of the
   * same picture that was saved in this way before and is still there as it was.
   */
  save(media: Media, request: SaveRequest): Promise<string>
}

/** An input as it goes to an endpoint: JSON, with media where the schema asks for an address. */
export type WireValue = Json | Media | readonly WireValue[] | { readonly [key: string]: WireValue }

export interface JobRequest {
  readonly endpoint: Endpoint
  readonly input: Readonly<Record<string, WireValue>>
  /** Who asks: for the queue, the history and the words of errors. */
  readonly run: string
  readonly node: string
  /** Which item of a list, or 0. */
  readonly item: number
}

/** What is known of a job while it is under way. */
export interface JobUpdate {
  readonly requestId?: string
  /** The engine's own word; `not_cancellable` where a cancel came too late, so that the job goes on. */
  readonly status: string
  readonly queuePosition?: number
  /** How long such a job usually takes from its submit, in milliseconds. */
  readonly expected?: number
}

export interface JobResult {
  readonly requestId: string
  /** The raw `output` of the result. */
  readonly output: Json
  /** The answer as it came, where it is too much to be read whole: `output` is a part of it then. */
  readonly whole?: Media | undefined
  /** Each address in `output`, fetched into the asset store. */
  readonly media: ReadonlyMap<string, Media>
  /** In US dollars; `null` where the engine did not say, or another run was charged. */
  readonly cost: number | null
  /** What a person should know of it, sentence by sentence. */
  readonly notes?: readonly string[]
}

/** Remote jobs. Submits at most once; what it starts, it either finishes or reports as unknown. */
export interface Jobs {
  /**
   * Resolves with the endpoint's result. Rejects with `job.refused`, `job.failed`, `job.cancelled`, `job.unknown`,
   * `job.lost`, `job.expired`, `job.awaited`, `media.unsendable`, `account.*`, `engine.*`, or `signal.reason`.
   */
  run(
    request: JobRequest,
    options: { signal: AbortSignal; onUpdate(update: JobUpdate): void },
  ): Promise<JobResult>
  /** Whether this job's result is in the library, so that `run` asks nobody. */
  stored?(request: Pick<JobRequest, 'endpoint' | 'input'>): boolean
}

/** Results by cache key, so that what is known is not made again. */
export interface Results {
  /** May throw: then the node fails, rather than that something be made, and paid for, a second time. */
  find(key: string): Values | undefined
  /** May throw: the outputs stand all the same, and are only not found again. */
  save(key: string, outputs: Values): void
}

/** What a person has to say before a node can run. */
export interface PromptRequest {
  /** The input that the answer goes into. */
  readonly input: string
  /** What is to be done, as a request, as in `Paint the mask on this picture`. */
  readonly words: string
}

/** What a run asks a person. */
export interface Question {
  readonly run: string
  readonly node: string
  /** Which item of a list, or 0. */
  readonly item: number
  readonly prompt: PromptRequest
  /** The input that is asked for. */
  readonly port: Port
  /** What the node would run with, were it not for the answer. */
  readonly inputs: Values
}

/** People, who may be asked in the middle of a run. */
export interface UserPrompts {
  /** Resolves with a value for the input that is asked for: after a moment, or days. Rejects with `signal.reason`. */
  prompt(question: Question, signal: AbortSignal): Promise<Value>
}

/** As much of a node type as it takes to run it, here or in another thread. */
export interface RunnableType {
  readonly type: string
  readonly run: (inputs: Values, context: NodeContext) => Values | Promise<Values>
}

/** Other threads, for nodes whose work would keep a host from its other work. */
export interface Threads {
  /** As `type.run`. Rejects with what it throws, with `node.failed` where its thread ends, or with `signal.reason`. */
  run(type: RunnableType, inputs: Values, context: NodeContext): Promise<Values>
}

/** Everything that a run borrows from its host. */
export interface Services {
  readonly clock: Clock
  /** Nothing is written down where absent. */
  readonly log?: Log
  readonly assets: Assets
  readonly images: Images
  readonly files: Files
  readonly jobs: Jobs
  readonly results: Results
  /** Absent where nobody can be asked. */
  readonly userPrompts?: UserPrompts
  /** Absent where there is one thread for everything. */
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
  /** Which item of a list this call is for, from 0; 0 where there is no list. */
  readonly item: number
  /** How far it is, from 0 to 1. */
  progress(fraction: number): void
  /** What became known of this node's remote job. */
  update(update: JobUpdate): void
  /** Dollars that this call was charged, as far as the engine said. */
  spent(dollars: number): void
  /** Something that a person should know of what this call made, as a sentence; told with the end of the step. */
  note(text: string): void
}
