import { z } from 'zod'
import { EngineName } from '../catalogue/engineName.ts'
import { Viewport } from '../document/workflow.ts'
import { Media } from '../ports/value.ts'
import { RunJob } from './runJobs.ts'

/** Wall-clock milliseconds since 1970. */
const At = z.number()
const Dollars = z.number().nullable()

/** A workflow that is kept by the host. `id` stands for a file; its path never crosses the contract. */
export const WorkflowEntry = z.object({
  id: z.string(),
  name: z.string(),
  savedAt: At,
  /** SHA-256 of the saved text: what an edit is based on. */
  version: z.string(),
  /** Whether there is a draft that is newer than the saved file. */
  draft: z.boolean(),
})
export type WorkflowEntry = z.infer<typeof WorkflowEntry>

/** `text` is the example's own file, to be drawn small; opened, its pictures are assets. */
export const ExampleEntry = z.object({
  id: z.string(),
  name: z.string(),
  help: z.string(),
  text: z.string(),
})
export type ExampleEntry = z.infer<typeof ExampleEntry>

/** The workflows that a page shows, in the order of its tabs: a kept workflow's `id` or a draft's, what part of it is in view,
 *  and whether it was edited since it was opened or saved. */
export const OpenTabs = z.object({
  tabs: z
    .array(z.object({ id: z.string().min(1).max(200), viewport: Viewport.nullable(), edited: z.boolean() }))
    .max(200),
  active: z.string().nullable(),
})
export type OpenTabs = z.infer<typeof OpenTabs>

/** Numbers at seed inputs, by node and port. */
export const DrawnSeeds = z.record(z.string().min(1).max(200), z.record(z.string(), z.number()))
export type DrawnSeeds = z.infer<typeof DrawnSeeds>

export const QueueState = z.enum(['queued', 'running', 'interrupted', 'done', 'failed', 'cancelled'])
export type QueueState = z.infer<typeof QueueState>

/** One row of the queue and the history. */
export const RunRow = z.object({
  id: z.string(),
  name: z.string(),
  /** The kept workflow that it was started from, or the draft of one that was never saved, where there is one. */
  workflow: z.string().nullable(),
  engine: EngineName,
  state: QueueState,
  queuedAt: At,
  /** Null where it has not begun: it waits, or was cancelled while it waited. */
  startedAt: At.nullable(),
  finishedAt: At.nullable(),
  cost: Dollars,
  /** The node that works, or that failed, by its title, and how many beside it do. */
  node: z.object({ title: z.string(), more: z.int().nonnegative() }).nullable().default(null),
  /** It failed, and nobody knows whether a job of it was accepted: it may have been charged. */
  unknown: z.literal(true).optional(),
  /** It goes on, and somebody is asked for something. */
  asking: z.literal(true).optional(),
  /** Jobs of it that a person should know of beside its steps. Absent where there are none. */
  jobs: z.array(RunJob).optional(),
})
export type RunRow = z.infer<typeof RunRow>

/** One picture (or film, or sound) that a run made, with what made it. */
export const ResultRow = z.object({
  media: Media,
  run: z.string(),
  workflowName: z.string(),
  node: z.string(),
  nodeTitle: z.string(),
  nodeType: z.string(),
  port: z.string(),
  at: At,
  /** How long it took to make, in milliseconds, as far as that is known. */
  took: z.number().nullable(),
  engine: EngineName,
  /** The endpoint that made it, where it was a remote one. */
  modelId: z.string().nullable(),
  cost: Dollars,
  requestId: z.string().nullable(),
  /** The values that went in; media by their asset. */
  inputs: z.record(z.string(), z.json()),
})
export type ResultRow = z.infer<typeof ResultRow>

/** What is known of an asset, whether a run made it or not. */
export const ResultDetails = z.object({
  /** Null where nothing is known of it. */
  media: Media.nullable(),
  /** Whether its file is not in the library any more. */
  gone: z.boolean(),
  /** The newest result that it is; null where no run made it. */
  row: ResultRow.nullable(),
  /** Where it came from, where no run made it: the name of a file, or an address without its query. */
  source: z.object({ from: z.enum(['file', 'address']), name: z.string() }).nullable(),
  /** How many later runs used it again in place of making it, which cost nothing. */
  reuses: z.int().nonnegative(),
})
export type ResultDetails = z.infer<typeof ResultDetails>

/** What a node made in one run, whole: it can stand for the node. */
export const VersionRow = z.object({
  run: z.string(),
  /** The job that brought it when its run waited for it no longer. */
  job: z.string().optional(),
  at: At,
  /** How long it took to make, in milliseconds, as far as that is known. */
  took: z.number().nullable(),
  engine: EngineName,
  cost: Dollars,
  /** By port: a value for each output, as a workflow keeps it. */
  outputs: z.record(z.string(), z.json()),
  /** It ran once per item of a list: each output is a list. Absent where it ran once, and where that is not known. */
  fanned: z.boolean().optional(),
  /** The values that went in, of a list those of its first item, or of the one that came late; media by their asset. */
  inputs: z.record(z.string(), z.json()),
})
export type VersionRow = z.infer<typeof VersionRow>

/** What results can be filtered by: the names of workflows that made something, and the titles and types of nodes of types that did. */
export const ResultMakers = z.object({
  workflows: z.array(z.string()),
  nodes: z.array(z.object({ title: z.string(), type: z.string() })),
})
export type ResultMakers = z.infer<typeof ResultMakers>

export const Theme = z.enum(['system', 'dark', 'light'])
export type Theme = z.infer<typeof Theme>

/** The person's own S3-compatible bucket, without its keys. */
export const BucketSettings = z.object({
  /** The service's address, without the bucket, as in `https://s3.eu-central-1.amazonaws.com`. */
  endpoint: z.string().max(500),
  region: z.string().max(100),
  bucket: z.string().max(100),
  /** What the names of its objects begin with, as in `patchbay/`. */
  prefix: z.string().max(300),
  /** How long a shared address lives, in seconds: a job may wait long in its queue. S3 allows seven days. */
  lifetime: z.int().min(300).max(604_800),
  /** Whether the bucket's name stands in the path; else it stands before the host's name. */
  pathStyle: z.boolean(),
})
export type BucketSettings = z.infer<typeof BucketSettings>

export const Settings = z.object({
  engine: EngineName,
  /** Base URL of the API; '' for RunComfy's own. */
  apiUrl: z.string(),
  /** Remote jobs at a time. */
  concurrency: z.int().min(1).max(64),
  /** Dollars above which the host starts a run on an engine that costs money only with an approval. */
  confirmAbove: z.number().min(0).max(100_000),
  theme: Theme,
  reducedMotion: z.boolean(),
  /** By command: the keys that call it instead of its own. */
  shortcuts: z.record(z.string(), z.string()),
  /** Where pictures go that are too large for a request; null: nowhere. */
  bucket: BucketSettings.nullable(),
  /** Whether a picture that is too large for a request may be sent as a smaller copy. */
  smallerCopies: z.boolean(),
})
export type Settings = z.infer<typeof Settings>

/**
 * What is known of a secret: never the secret. `from`: where the one for the address that is set comes from. `elsewhere`: the
 * origin that there is one for instead; it is not sent to the address that is set.
 */
export const KeyState = z.object({
  from: z.enum(['environment', 'session', 'file']).nullable(),
  elsewhere: z.string().optional(),
})
export type KeyState = z.infer<typeof KeyState>

/** The address of the API that counts. */
export const AddressState = z.object({
  /** What a key is for, as in `https://example.com`; null where what is set is no address. */
  origin: z.string().nullable(),
  /** Set where Patchbay was started: the settings do not change it. */
  fixed: z.boolean(),
})
export type AddressState = z.infer<typeof AddressState>

/** One thing that was taken out of what is handed over: where it stood, and what it was in words. */
export const Removal = z.object({ place: z.string(), what: z.string() })
export type Removal = z.infer<typeof Removal>

/** A command of the editor, as menus show it. `keys`: as in `Mod+Shift+S`, several separated by a space. */
export const ShellCommand = z.object({
  id: z.string().min(1).max(200),
  title: z.string().min(1).max(200),
  group: z.string().min(1).max(50),
  keys: z.string().max(200),
})
export type ShellCommand = z.infer<typeof ShellCommand>
