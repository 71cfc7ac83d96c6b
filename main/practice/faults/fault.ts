import { z } from 'zod'

/**
 * The kinds of call that a fault can affect. `models` is every call of the catalogue, `upload` every call that stores a
 * file, `listing` the list of past requests. Not every API has each of them.
 */
export const FaultyCall = z.enum([
  'submit',
  'status',
  'result',
  'cancel',
  'output',
  'models',
  'balance',
  'upload',
  'prices',
  'listing',
])
export type FaultyCall = z.infer<typeof FaultyCall>

const ms = z.number().min(0).max(600_000)
const megabytes = z.number().min(0.001).max(1024)

/** The affected calls. */
const target = {
  call: FaultyCall,
  /** Only calls about this endpoint. */
  model: z.string().optional(),
  /** Only calls about this request. */
  request: z.string().optional(),
  /** How many such calls pass first, counted from when the fault was added. */
  after: z.int().min(0).max(1_000_000).default(0),
  /** How many calls it then affects. */
  times: z.int().min(1).max(1_000_000).default(1),
}

/** For faults that replace an answer: whether the call is carried out nevertheless, so that a submit is accepted. */
const replacing = { ...target, accept: z.boolean().default(false) }

/** Another answer: any code, any body (JSON, or a text as it is), any headers. */
const StatusFault = z.strictObject({
  what: z.literal('status'),
  ...replacing,
  status: z.int().min(200).max(599),
  body: z.json().optional(),
  headers: z.record(z.string().max(200), z.string().max(8192)).default({}),
  /** Whether the body names a request: the accepted one, or one that does not exist. */
  names: z.enum(['none', 'own', 'unknown']).default('none'),
})

/** The call is read, by default carried out, and the connection ended without an answer. */
const DropFault = z.strictObject({
  what: z.literal('drop'),
  ...target,
  accept: z.boolean().default(true),
  /** With a TCP reset instead of an orderly end. */
  reset: z.boolean().default(false),
})

/** The connection is ended before the body is read. */
const DropBeforeFault = z.strictObject({
  what: z.literal('dropBefore'),
  ...target,
  reset: z.boolean().default(false),
})

/**
 * Only a fraction of the real answer arrives: as a complete answer, or (`reset`) with the connection reset in the
 * middle.
 */
const CutOffFault = z.strictObject({
  what: z.literal('cutOff'),
  ...target,
  share: z.number().min(0).max(0.99).default(0.5),
  reset: z.boolean().default(false),
})

/** The real answer, delayed: milliseconds before the headers, and after each byte of the body. */
const SlowFault = z.strictObject({
  what: z.literal('slow'),
  ...target,
  headersMs: ms.default(0),
  byteMs: ms.default(0),
})

/** A page of HTML with 200, as a proxy or a captive portal sends it. */
const HtmlFault = z.strictObject({ what: z.literal('html'), ...replacing })

/** 200 with an empty body. */
const EmptyFault = z.strictObject({ what: z.literal('empty'), ...replacing })

/** The real answer with another content type. */
const WrongTypeFault = z.strictObject({
  what: z.literal('wrongType'),
  ...target,
  type: z.string().max(200).default('text/plain'),
})

/** Valid JSON of this many megabytes. */
const HugeFault = z.strictObject({ what: z.literal('huge'), ...replacing, megabytes: megabytes.default(10) })

/** The real answer with a Content-Length that is this many bytes too large (then the connection ends) or too small. */
const LyingLengthFault = z.strictObject({
  what: z.literal('lyingLength'),
  ...target,
  by: z.int().min(-1_000_000).max(1_000_000).default(64),
})

/** Chunk after chunk, until the client disconnects; at most ten minutes or 1 GiB. */
const EndlessFault = z.strictObject({ what: z.literal('endless'), ...replacing, everyMs: ms.default(5) })

/** A small compressed answer that expands to this many megabytes. */
const BombFault = z.strictObject({
  what: z.literal('bomb'),
  ...replacing,
  megabytes: megabytes.default(100),
  encoding: z.enum(['gzip', 'br']).default('gzip'),
})

/** A redirect; `self` leads to the same address again. */
const RedirectFault = z.strictObject({
  what: z.literal('redirect'),
  ...replacing,
  status: z.literal([301, 302, 303, 307, 308]).default(307),
  to: z.string().min(1).max(8192),
})

/** Another value of the status: an unknown one, or one that goes backwards. */
const WordFault = z.strictObject({
  what: z.literal('word'),
  ...target,
  call: z.enum(['status', 'result']),
  word: z.string().max(200),
})

/** An output that no longer exists. */
const ExpiredFault = z.strictObject({
  what: z.literal('expired'),
  ...target,
  call: z.literal('output'),
  status: z.literal([403, 404, 410]).default(403),
})

/** The answer to a submit names the previous request, if there was one: one id for two jobs. */
const DuplicateIdFault = z.strictObject({
  what: z.literal('duplicateId'),
  ...target,
  call: z.literal('submit'),
})

/** The request is accepted and answered as usual, and fails in its work: only its result says so. */
const FailFault = z.strictObject({
  what: z.literal('fail'),
  ...target,
  call: z.literal('submit'),
  message: z.string().max(2000).default('This was ordered.'),
  /** HTTP status of the result, and a code for the kind of error, in APIs that have them. */
  status: z.int().min(400).max(599).default(422),
  type: z.string().max(100).default('internal_error'),
})

/** An output of another type: for a result, a video in place of the images; for an output, other bytes. */
const OtherTypeFault = z.strictObject({
  what: z.literal('otherType'),
  ...target,
  call: z.enum(['output', 'result']),
  type: z
    .enum([
      'video/mp4',
      'image/gif',
      'image/svg+xml',
      'text/html',
      'application/octet-stream',
      'model/gltf-binary',
      'application/zip',
    ])
    .default('video/mp4'),
})

/**
 * A result with another output. In its texts `$image` is the address of the real picture and `$base` that of the
 * engine, where `/samples/<name>.<ending>` is a file of that format: glb, zip, bin, txt. With `beside` it is added to
 * the real one.
 */
const OutputFault = z.strictObject({
  what: z.literal('output'),
  ...target,
  call: z.literal('result'),
  output: z.json(),
  beside: z.boolean().default(false),
})

/** A result with another cost. A text that is a JSON number, such as `-5` or `1e999`, is sent as it is written. */
const CostFault = z.strictObject({
  what: z.literal('cost'),
  ...target,
  call: z.literal('result'),
  cost: z.json(),
})

/** The real answer, with the id of another request. */
const OtherRequestFault = z.strictObject({
  what: z.literal('otherRequest'),
  ...target,
  call: z.enum(['status', 'result', 'cancel']),
  request_id: z.string().min(1).max(200).default('somebody-elses'),
})

/** 101: the connection switches to another protocol, that nobody requested. It stays open. */
const SwitchFault = z.strictObject({ what: z.literal('switch'), ...replacing })

/** One active fault. */
export const Fault = z.discriminatedUnion('what', [
  StatusFault,
  DropFault,
  DropBeforeFault,
  CutOffFault,
  SlowFault,
  HtmlFault,
  EmptyFault,
  WrongTypeFault,
  HugeFault,
  LyingLengthFault,
  EndlessFault,
  BombFault,
  RedirectFault,
  WordFault,
  ExpiredFault,
  DuplicateIdFault,
  FailFault,
  OtherTypeFault,
  OutputFault,
  CostFault,
  OtherRequestFault,
  SwitchFault,
])
export type Fault = z.infer<typeof Fault>
/** A fault as it is written, with default values left out. */
export type FaultOrder = z.input<typeof Fault>

/** The contents of a faults file. */
export const FaultsFile = z.strictObject({ faults: z.array(Fault).max(1000) })
export type FaultsFile = z.infer<typeof FaultsFile>
