import { z } from 'zod'
import { RunEvent } from '../run/run.ts'
import { assetRequests } from './assetRequests.ts'
import { bundleRequests } from './bundleRequests.ts'
import { catalogueRequests } from './catalogueRequests.ts'
import { historyRequests } from './historyRequests.ts'
import { jobRequests } from './jobRequests.ts'
import { logRequests } from './logRequests.ts'
import { EngineState, RunRow, Settings } from './records.ts'
import { By, Id, Name, Empty, Text, request } from './request.ts'
import { resultRequests } from './resultRequests.ts'
import { runRequests } from './runRequests.ts'
import { settingsRequests } from './settingsRequests.ts'
import { shellRequests } from './shellRequests.ts'
import { workflowRequests } from './workflowRequests.ts'

/**
 * The editor's requests to the host, joined from one table per noun. Both sides validate in both directions. Every
 * request may reject with `library.*` or `internal`; further errors are listed at each.
 */
export const requests = {
  ...historyRequests,
  ...jobRequests,
  /** What the editor needs to start. */
  'host.hello': request(
    Empty,
    z.object({
      version: z.string(),
      settings: Settings,
      /** Every engine of this version. */
      engines: z.array(EngineState),
      firstStart: z.boolean(),
      /** Whether the host can show a file in its folder, as `result.reveal` does. */
      reveals: z.boolean().default(false),
      /** The folder that saved images go to. */
      imageFolder: z.string(),
    }),
  ),
  ...logRequests,
  ...settingsRequests,
  ...workflowRequests,
  ...runRequests,
  ...resultRequests,
  ...bundleRequests,
  ...catalogueRequests,
  ...assetRequests,
  ...shellRequests,
} as const

export type RequestName = keyof typeof requests
export type Input<N extends RequestName> = z.input<(typeof requests)[N]['input']>
export type Output<N extends RequestName> = z.output<(typeof requests)[N]['output']>

/** Events that the host sends. */
export const HostEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run.events'), run: Id, events: z.array(RunEvent) }),
  /**
   * The queue and the history, as `run.list` returns them, have changed: `runs` are the rows that are new or different,
   * `order` the ids of all rows, and `waiting` those of the waiting ones; each is absent if it is as it was.
   */
  z.object({
    type: z.literal('runs.changed'),
    runs: z.array(RunRow),
    order: z.array(Id).optional(),
    waiting: z.array(Id).optional(),
  }),
  /** The events of a run can no longer be stored. Sent once per run; the run continues. `why` is a readable reason. */
  z.object({ type: z.literal('history.incomplete'), run: Id, why: z.string() }),
  z.object({ type: z.literal('workflows.changed') }),
  /** The host has other node types: what was found or made of an earlier version may be outdated. */
  z.object({ type: z.literal('catalogue.changed'), version: z.string() }),
  /** An engine has said what its models cost: an estimate from before may be outdated. */
  z.object({ type: z.literal('prices.changed') }),
  /** The page `by` has saved the draft of `id`, whose version is now this one; null: the draft was deleted. */
  z.object({ type: z.literal('draft.changed'), id: Id, by: By, version: z.string().nullable() }),
  /** An engine has begun or stopped to refuse jobs. */
  z.object({ type: z.literal('account.changed'), engines: z.array(EngineState) }),
  z.object({ type: z.literal('settings.changed'), settings: Settings, engines: z.array(EngineState) }),
  /** A command was chosen in a menu of the desktop shell. */
  z.object({ type: z.literal('command'), id: Id }),
  /** A newer version exists, which this copy does not install by itself. */
  z.object({ type: z.literal('update.available'), version: z.string().max(100) }),
  /** The desktop shell was asked to open a workflow: it is shown, and nothing runs. */
  z.object({ type: z.literal('opened'), name: Name, text: Text }),
])
export type HostEvent = z.infer<typeof HostEvent>

export const requestNames = Object.keys(requests) as readonly RequestName[]
