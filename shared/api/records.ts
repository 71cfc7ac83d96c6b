import { z } from 'zod'
import { JsonValue } from '../ports/jsonValue.ts'
import { EngineCapabilities } from '../catalogue/capabilities.ts'
import { EngineId } from '../catalogue/engineId.ts'
import { Mode } from '../catalogue/mode.ts'
import { ErrorData } from '../errors.ts'
import { Viewport } from '../document/workflow.ts'
import { Media } from '../ports/value.ts'
import { NodePath } from '../run/address.ts'
import { RunJob } from './runJobs.ts'

/** Wall-clock milliseconds since 1970. */
const At = z.number()
const Dollars = z.number().nullable()

/** A workflow that the host stores. `id` stands for a file, whose path never crosses the contract. */
export const WorkflowEntry = z.object({
  id: z.string(),
  name: z.string(),
  savedAt: At,
  /** SHA-256 of the saved text: the version that an edit is based on. */
  version: z.string(),
  /** Whether there is a draft that is newer than the saved file. */
  draft: z.boolean(),
})
export type WorkflowEntry = z.infer<typeof WorkflowEntry>

/** A file that was removed or replaced, or the unsaved changes of one. `at`: when it came there. */
export const RemovedEntry = z.object({
  removed: z.string(),
  name: z.string(),
  at: At,
  kind: z.enum(['removed', 'draft', 'replaced']),
})
export type RemovedEntry = z.infer<typeof RemovedEntry>

/** A workflow that comes with the program: its name, and what it does in one sentence. */
export const ExampleEntry = z.object({
  id: z.string(),
  name: z.string(),
  help: z.string(),
})
export type ExampleEntry = z.infer<typeof ExampleEntry>

/** What a workflow was when it was saved or run. */
export const WorkflowVersion = z.object({
  id: z.string(),
  at: At,
  /** The name that the user has given it. */
  name: z.string().nullable(),
  from: z.enum(['save', 'run']),
  /** The newest run of exactly this, with a picture that it made and its prompt. */
  run: z.string().nullable(),
  media: Media.nullable(),
  prompt: z.string().nullable(),
})
export type WorkflowVersion = z.infer<typeof WorkflowVersion>

/**
 * The open workflows of a page, in the order of its tabs: the `id` of a saved workflow or a draft, its view, and
 * whether it was edited since it was opened or saved.
 */
export const OpenTabs = z.object({
  tabs: z
    .array(z.object({ id: z.string().min(1).max(200), viewport: Viewport.nullable(), edited: z.boolean() }))
    .max(200),
  active: z.string().nullable(),
})
export type OpenTabs = z.infer<typeof OpenTabs>

/** Numbers at seed inputs, by node and port. */
export const DrawnSeeds = z.record(NodePath, z.record(z.string(), z.number()))
export type DrawnSeeds = z.infer<typeof DrawnSeeds>

export const QueueState = z.enum([
  'queued',
  'running',
  'interrupted',
  'done',
  'partial',
  'failed',
  'cancelled',
])
export type QueueState = z.infer<typeof QueueState>

/** One row of the queue and the history. */
export const RunRow = z.object({
  id: z.string(),
  name: z.string(),
  /** The saved workflow that it was started from, or the draft of an unsaved one, if there is one. */
  workflow: z.string().nullable(),
  mode: Mode,
  state: QueueState,
  queuedAt: At,
  /** Null if it has not begun: it waits, or was cancelled while waiting. */
  startedAt: At.nullable(),
  finishedAt: At.nullable(),
  cost: Dollars,
  /** The title of the node that is running or failed, and how many others are too. */
  node: z.object({ title: z.string(), more: z.int().nonnegative() }).nullable().default(null),
  /** It failed, and one of its jobs is unknown: it may have been charged. */
  unknown: z.literal(true).optional(),
  /** It waits: the engines that it needs. */
  needs: z.array(EngineId).optional(),
  /** It is active and waits for the user. */
  asking: z.literal(true).optional(),
  /** How long it only waited for the user, in milliseconds. Absent if it did not. */
  waited: z.number().optional(),
  /** Its jobs that the user should know about besides its steps. Absent if there are none. */
  jobs: z.array(RunJob).optional(),
})
export type RunRow = z.infer<typeof RunRow>

/** One picture (or film, or sound) that a run made, with its provenance. */
export const ResultRow = z.object({
  media: Media,
  run: z.string(),
  workflowName: z.string(),
  node: z.string(),
  nodeTitle: z.string(),
  nodeType: z.string(),
  port: z.string(),
  at: At,
  /** How long it took to make, in milliseconds, if known. */
  took: z.number().nullable(),
  mode: Mode,
  /** The engine that made it, if the node is remote. */
  engine: EngineId.nullable(),
  /** The endpoint that made it, if the node is remote. */
  modelId: z.string().nullable(),
  cost: Dollars,
  requestId: z.string().nullable(),
  /** The node's inputs; media by their asset. */
  inputs: z.record(z.string(), JsonValue),
  starred: z.literal(true).optional(),
  /** Absent without any. */
  tags: z.array(z.string()).optional(),
})
export type ResultRow = z.infer<typeof ResultRow>

/** What is known about an asset, whether a run made it or not. */
export const ResultDetails = z.object({
  /** Null if nothing is known about it. */
  media: Media.nullable(),
  /** Whether its file is missing from the library. */
  gone: z.boolean(),
  /** The newest result with these bytes; null if no run made it. */
  row: ResultRow.nullable(),
  /** Its source if no run made it: a file name, or an address without its query. */
  source: z.object({ from: z.enum(['file', 'address']), name: z.string() }).nullable(),
  /** How many later runs reused it, which cost nothing. */
  reuses: z.int().nonnegative(),
})
export type ResultDetails = z.infer<typeof ResultDetails>

/** The complete output of a node in one run: it can be pinned. */
export const VersionRow = z.object({
  run: z.string(),
  /** The job that brought it after its run no longer waited. */
  job: z.string().optional(),
  at: At,
  /** How long it took to make, in milliseconds, if known. */
  took: z.number().nullable(),
  mode: Mode,
  cost: Dollars,
  /** By port: a value for each output, as it is stored in a workflow. */
  outputs: z.record(z.string(), JsonValue),
  /** It ran once per item of a list: each output is a list. Absent if it ran once, and if that is not known. */
  fanned: z.boolean().optional(),
  /** The node's inputs: for a list those of its first item, or of the item that arrived late; media by their asset. */
  inputs: z.record(z.string(), JsonValue),
})
export type VersionRow = z.infer<typeof VersionRow>

/**
 * The filter choices for results: the names of workflows that made something, the titles and types of their nodes, and
 * the tags of results.
 */
export const ResultMakers = z.object({
  workflows: z.array(z.string()),
  nodes: z.array(z.object({ title: z.string(), type: z.string() })),
  /** The tags in use. */
  tags: z.array(z.string()),
})
export type ResultMakers = z.infer<typeof ResultMakers>

export const Theme = z.enum(['system', 'dark', 'light'])
export type Theme = z.infer<typeof Theme>

/** The user's own S3-compatible bucket, without its keys. */
export const BucketSettings = z.object({
  /** The service's address, without the bucket, as in `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: z.string().max(500),
  region: z.string().max(100),
  bucket: z.string().max(100),
  /** The prefix of its object names, such as `patchbay/`. */
  prefix: z.string().max(300),
  /** How long a shared address is valid, in seconds: a job may wait long in its queue. S3 allows seven days. */
  lifetime: z.int().min(300).max(604_800),
  /** Whether the bucket's name is in the path; otherwise it is in the host name. */
  pathStyle: z.boolean(),
})
export type BucketSettings = z.infer<typeof BucketSettings>

export const EngineSettings = z.object({
  /** Base URL of its API; '' for its own. */
  apiUrl: z.string(),
  /** The maximum number of its jobs in parallel. */
  concurrency: z.int().min(1).max(64),
})
export type EngineSettings = z.infer<typeof EngineSettings>

export const Settings = z.object({
  mode: Mode,
  /** What was set for each engine; an engine that is not among them has its own defaults. */
  engines: z.record(EngineId, EngineSettings.partial()),
  /** The amount in dollars above which the host requires an approval for a live run. */
  confirmAbove: z.number().min(0).max(100_000),
  theme: Theme,
  reducedMotion: z.boolean(),
  /** By command: the keys that replace its own. */
  shortcuts: z.record(z.string(), z.string()),
  /** How pictures that are too large for a request are uploaded; null: not at all. */
  bucket: BucketSettings.nullable(),
  /** Whether a smaller copy of a picture that is too large for a request may be sent. */
  smallerCopies: z.boolean(),
})
export type Settings = z.infer<typeof Settings>

/**
 * The state of a secret, never the secret itself. `from`: the source of the one for the current address. `elsewhere`:
 * the origin that a stored one belongs to instead; it is not sent to the current address.
 */
export const KeyState = z.object({
  from: z.enum(['environment', 'session', 'file']).nullable(),
  elsewhere: z.string().optional(),
})
export type KeyState = z.infer<typeof KeyState>

/** The effective address of the API. */
export const AddressState = z.object({
  /** The origin that a key belongs to, such as `https://example.com`; null if the configured address is invalid. */
  origin: z.string().nullable(),
  /** Another origin of the same service that the key is sent to, such as that of the account; absent: there is none. */
  account: z.string().optional(),
  /** Set on the command line or in the environment: the settings do not change it. */
  fixed: z.boolean(),
})
export type AddressState = z.infer<typeof AddressState>

/** An engine as its declaration and the host describe it: all that a page knows of one. */
export const EngineState = z.object({
  id: EngineId,
  title: z.string(),
  /** A sentence about it. */
  help: z.string(),
  capabilities: EngineCapabilities,
  /**
   * The largest image that fits in a request as it is: its bytes, and its width times height if that is limited. Absent
   * where images of any size are uploaded.
   */
  largestImage: z
    .object({ bytes: z.int().positive(), pixels: z.int().positive().optional() })
    .exactOptional(),
  /** Where a user gets a key. */
  keyPage: z.url({ protocol: /^https$/ }),
  /** The environment variable of its key. */
  keyVariable: z.string(),
  key: KeyState,
  address: AddressState,
  /** The maximum number of its jobs in parallel. */
  concurrency: z.int(),
  /** Why it accepts no jobs in the current mode: `account.key` or `account.balance`; null while it does. */
  refusal: ErrorData.nullable(),
})
export type EngineState = z.infer<typeof EngineState>

/** One thing that was removed from a bundle: where it was, and a description. */
export const Removal = z.object({ place: z.string(), what: z.string() })
export type Removal = z.infer<typeof Removal>

/** A command of the editor, for menus. `keys`: as in `Mod+Shift+S`, several separated by a space. */
export const ShellCommand = z.object({
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(200),
  group: z.string().min(1).max(50),
  keys: z.string().max(200),
})
export type ShellCommand = z.infer<typeof ShellCommand>
