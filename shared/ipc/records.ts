import { z } from 'zod'
import { Media } from '../ports/value.ts'

/** Wall-clock milliseconds since 1970. */
const At = z.number()
const Dollars = z.number().nullable()

export const EngineName = z.enum(['practice', 'runcomfy'])
export type EngineName = z.infer<typeof EngineName>

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

export const ExampleEntry = z.object({ id: z.string(), name: z.string(), help: z.string() })
export type ExampleEntry = z.infer<typeof ExampleEntry>

export const QueueState = z.enum(['queued', 'running', 'interrupted', 'done', 'failed', 'cancelled'])
export type QueueState = z.infer<typeof QueueState>

/** One row of the queue and the history. */
export const RunRow = z.object({
  id: z.string(),
  name: z.string(),
  /** The kept workflow that it was started from, where there is one. */
  workflow: z.string().nullable(),
  engine: EngineName,
  state: QueueState,
  queuedAt: At,
  startedAt: At.nullable(),
  finishedAt: At.nullable(),
  cost: Dollars,
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
  cost: Dollars,
  requestId: z.string().nullable(),
  /** The values that went in; media by their asset. */
  inputs: z.record(z.string(), z.json()),
})
export type ResultRow = z.infer<typeof ResultRow>

export const Theme = z.enum(['system', 'dark', 'light'])
export type Theme = z.infer<typeof Theme>

export const Settings = z.object({
  engine: EngineName,
  /** Base URL of the API; '' for RunComfy's own. */
  apiUrl: z.string(),
  /** Remote jobs at a time. */
  concurrency: z.int().min(1).max(64),
  theme: Theme,
  reducedMotion: z.boolean(),
  /** By command: the keys that call it instead of its own. */
  shortcuts: z.record(z.string(), z.string()),
})
export type Settings = z.infer<typeof Settings>

/** What is told of the key: never the key. */
export const KeyState = z.object({ from: z.enum(['environment', 'session', 'file']).nullable() })
export type KeyState = z.infer<typeof KeyState>
