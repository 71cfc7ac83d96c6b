import { z } from 'zod'
import { ErrorData } from '../errors.ts'
import { WorkflowChange } from '../document/workflowChange.ts'
import { Media, Sha256 } from '../ports/value.ts'
import { RunEvent } from '../run/run.ts'
import {
  AddressState,
  Approval,
  DrawnSeeds,
  EngineName,
  ExampleEntry,
  KeyState,
  OpenTabs,
  Removal,
  ResultMakers,
  ResultRow,
  ResultStory,
  RunForecast,
  RunRow,
  Settings,
  ShellCommand,
  TakeRow,
  WorkflowEntry,
} from './records.ts'
import { historyRequests } from './historyRequests.ts'
import { jobRequests } from './jobRequests.ts'
import { Id, Nothing, request } from './request.ts'
import { resultRequests } from './resultRequests.ts'
import { settingsRequests } from './settingsRequests.ts'

/** The most characters of a workflow's text: more than a file may have, for its reader says in words that it is too large. */
const Text = z.string().max(16 * 2 ** 20)
const Name = z.string().trim().min(1).max(200)
/** Which page it is; null where that is of no account. */
const By = z.string().max(100).nullable().default(null)

/** A node of what is kept under `workflow`, as a file or a draft; runs that belong to neither are found by its `name`. */
const nodeOfWorkflow = { workflow: Id.nullable(), name: z.string().max(200), node: Id, type: Id }

/**
 * What the editor may ask of the host. Both sides check both ways. Every request may reject with `library.*` or
 * `internal`; what else is said at each.
 */
export const requests = {
  ...historyRequests,
  ...jobRequests,
  /** What the editor needs to begin. */
  'host.hello': request(
    Nothing,
    z.object({
      version: z.string(),
      settings: Settings,
      key: KeyState,
      address: AddressState,
      firstStart: z.boolean(),
      /** As in the event `account.changed`. */
      refusal: ErrorData.nullable().default(null),
    }),
  ),

  ...settingsRequests,

  'workflow.list': request(Nothing, z.array(WorkflowEntry)),
  /** The draft, where there is one, else what was saved. `base` is the version that `text` is based on: an older one than
   *  the entry's where the file has changed since the draft began. `draft` is the draft's own version. Rejects with
   *  `file.unreadable`. */
  'workflow.open': request(
    z.object({ id: Id }),
    z.object({
      entry: WorkflowEntry,
      text: Text,
      saved: Text,
      base: z.string(),
      draft: z.string().nullable(),
    }),
  ),
  /** Saves under `id`, or anew where it is null. `base` is the version that the edit began with; rejects with
   *  `workflow.conflict` when the file has another by now, unless `overwrite`. The draft goes where it is of the page `by`;
   *  without `by`, whosever it is. `from` is the draft that was never saved before, and its name: its runs go along. */
  'workflow.save': request(
    z.object({
      id: Id.nullable(),
      name: Name,
      text: Text,
      base: z.string().max(200).nullable(),
      overwrite: z.boolean(),
      by: By,
      from: z.object({ draft: Id, name: z.string().max(200) }).optional(),
    }),
    WorkflowEntry,
  ),
  /** The file is called so, and so is the workflow in it. */
  'workflow.rename': request(z.object({ id: Id, name: Name }), WorkflowEntry),
  'workflow.duplicate': request(z.object({ id: Id }), WorkflowEntry),
  /** Puts the file aside, with its draft where that is newer; nothing is deleted. `removed` takes it back. */
  'workflow.remove': request(z.object({ id: Id }), z.object({ removed: Id })),
  /** Takes back what this host has removed, under its name or beside what has that name by now. Rejects with
   *  `file.unreadable`. */
  'workflow.restore': request(z.object({ removed: Id }), WorkflowEntry),
  /** What is on a canvas, kept at once. `id` is a kept workflow or a name that the editor gave to an unsaved one, `base`
   *  the saved version that the edit began with, `by` the page, `after` the version of the draft that it knew last. Resolves
   *  with its version when the draft would survive a kill. Rejects with `workflow.conflict` where another page has kept
   *  something since (`data.draft` is its version). */
  'draft.keep': request(
    z.object({
      id: Id,
      name: Name,
      text: Text,
      base: z.string().max(200).nullable().default(null),
      by: By,
      after: z.string().max(200).nullable().default(null),
    }),
    z.object({ version: z.string() }),
  ),
  /** The same by what was changed since the draft had the version `after`; where there is no draft, since the saved file had.
   *  Rejects with `workflow.conflict` where that is not so any more, or where it is time to keep it whole again. */
  'draft.change': request(
    z.object({
      id: Id,
      name: Name,
      base: z.string().max(200).nullable(),
      by: By,
      after: z.string().max(200),
      change: WorkflowChange,
    }),
    z.object({ version: z.string() }),
  ),
  /** With `by`: unless another page has kept it. */
  'draft.drop': request(z.object({ id: Id, by: By }), Nothing),
  /** Drafts of workflows that were never saved. */
  'draft.list': request(Nothing, z.array(z.object({ id: Id, name: Name, text: Text, version: z.string() }))),
  /** Which workflows are open, for the next page. */
  'tabs.keep': request(OpenTabs, Nothing),
  /** Null where nobody has said yet. */
  'tabs.list': request(Nothing, z.object({ open: OpenTabs.nullable() })),
  'example.list': request(Nothing, z.array(ExampleEntry)),
  'example.open': request(z.object({ id: Id }), z.object({ name: Name, text: Text })),

  /** Queues a run. Rejects with `workflow.invalid` (`data.problems`), `account.key`; `approval.needed` (`data.forecast`) where
   *  it costs more than the settings allow without asking, and `approved` does not cover that. */
  'run.start': request(
    z.object({
      text: Text,
      workflow: Id.nullable(),
      targets: z.array(Id).nullable(),
      fresh: z.boolean(),
      /** `first`: ahead of those that wait; `used`: the seeds that the run before has used, which are counted on from. */
      first: z.boolean(),
      used: DrawnSeeds.optional(),
      approved: Approval.optional(),
    }),
    z.object({ run: Id, seeds: DrawnSeeds }),
  ),
  /** Says what a run would cost as things are set, without spending anything. Rejects with `workflow.invalid`, `account.key`. */
  'run.plan': request(
    z.object({
      text: Text,
      targets: z.array(Id).nullable(),
      fresh: z.boolean(),
      used: DrawnSeeds.optional(),
    }),
    RunForecast,
  ),
  'run.cancel': request(z.object({ run: Id }), Nothing),
  'run.cancelNode': request(z.object({ run: Id, node: Id }), Nothing),
  /** Answers what a run asks a person: `value` goes into the input that was asked for. Rejects with `input.invalid`. */
  'run.answer': request(
    z.object({ run: Id, node: Id, item: z.int().nonnegative(), value: z.json() }),
    Nothing,
  ),
  /** Finishes an interrupted run, or what failed of one. What is left of it is held to the limit as `run.start` is. */
  'run.resume': request(z.object({ run: Id, approved: Approval.optional() }), Nothing),
  /** Moves a waiting run to a place in the queue, from 0. */
  'run.move': request(z.object({ run: Id, place: z.int().nonnegative() }), Nothing),
  /** A run as it was: its workflow, and every event so far. */
  'run.open': request(
    z.object({ run: Id }),
    z.object({ row: RunRow, text: Text, events: z.array(RunEvent) }),
  ),
  /** The newest results first; `before` is the `at` of the last row that is known. Those of one moment come together, so
   *  there may be some more than `most`. */
  'result.list': request(
    z.object({
      before: z.number().nullable(),
      most: z.int().positive().max(200),
      text: z.string().max(200),
      workflowName: z.string().max(2000).nullable(),
      nodeTitle: z.string().max(2000).nullable().default(null),
      nodeType: z.string().max(2000).nullable().default(null),
      kind: z.enum(['pictures', 'masks', 'all']).default('all'),
    }),
    z.array(ResultRow),
  ),
  /** What a node of a workflow has made, each once, the newest first, as far as there are pictures in it. */
  'result.takes': request(
    z.object({ ...nodeOfWorkflow, most: z.int().positive().max(200) }),
    z.array(TakeRow),
  ),
  /** Takes what a node made in a run, and its likes, out of that list. Its pictures stay until they are cleaned up. */
  'result.removeTake': request(z.object({ ...nodeOfWorkflow, run: Id }), Nothing),
  ...resultRequests,
  'result.makers': request(Nothing, ResultMakers),
  /** What is known of an asset: what made it, of what, or where it came from. */
  'result.story': request(z.object({ sha256: Sha256 }), ResultStory),
  /** The workflow of the run that made a result, as it was, also where the run was taken out of the history. Rejects with
   *  `input.invalid`. */
  'result.workflow': request(z.object({ run: Id }), z.object({ name: z.string(), text: Text })),
  /** The workflow that a picture carries, or a file of ComfyUI holds: of bytes as base64, or of an asset. `notes` say what
   *  became of it. Null where there is none. Rejects with `picture.broken`, `picture.large`, `file.unreadable`. */
  'handover.fromPicture': request(
    z.object({ name: z.string().max(300), base64: z.string().nullable(), asset: Sha256.nullable() }),
    z
      .object({
        from: z.enum(['patchbay', 'comfyui']),
        name: z.string(),
        text: Text,
        notes: z.array(z.string()),
      })
      .nullable(),
  ),
  /** Packs a run that is over, with its workflow and every picture, into one file beside the saved pictures. `removed` is
   *  what was taken out of it (keys, signed queries), and what is not there any more. Rejects with `input.invalid`,
   *  `file.unwritable`. */
  'handover.export': request(
    z.object({ run: Id }),
    z.object({ path: z.string(), removed: z.array(Removal) }),
  ),
  /** Takes such a file, as base64, into the history and the library. Nothing runs, and `reusable` results of it are not made
   *  again. Rejects with `file.unreadable`, `workflow.invalid`, `picture.*`. */
  'handover.import': request(
    z.object({ base64: z.string() }),
    z.object({
      run: Id,
      name: z.string(),
      text: Text,
      pictures: z.int().nonnegative(),
      reusable: z.int().nonnegative(),
      removed: z.array(Removal),
    }),
  ),
  /** Keeps a picture that the page was given, as base64. Rejects with `picture.*`. */
  'asset.keep': request(z.object({ name: z.string().max(300), base64: z.string() }), Media),
  'asset.open': request(z.object({ sha256: Sha256 }), Media),

  /** What can be done, with the keys that call it now, for the menus of a desktop shell: asked when the page has begun, and
   *  again when keys change. Where there is no such shell, nothing comes of it. */
  'shell.commands': request(z.object({ commands: z.array(ShellCommand).max(500) }), Nothing),
  /** Shows the file of an asset in its folder. Rejects with `input.invalid` where no desktop shell is, and as `asset.open`. */
  'shell.reveal': request(z.object({ sha256: Sha256 }), Nothing),
  /** Goes on with a drag that has begun in the page as a drag of the asset's file, out of the window. Rejects likewise. */
  'shell.drag': request(z.object({ sha256: Sha256 }), Nothing),
} as const

export type RequestName = keyof typeof requests
export type Input<N extends RequestName> = z.input<(typeof requests)[N]['input']>
export type Output<N extends RequestName> = z.output<(typeof requests)[N]['output']>

/** What the host tells by itself. */
export const HostEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run.events'), run: Id, events: z.array(RunEvent) }),
  z.object({ type: z.literal('runs.changed'), runs: z.array(RunRow) }),
  z.object({ type: z.literal('workflows.changed') }),
  /** The page `by` has kept the draft of `id`, which has this version now; null: there is none any more. */
  z.object({ type: z.literal('draft.changed'), id: Id, by: By, version: z.string().nullable() }),
  /** Why the engine that is set takes no more jobs: `account.key` or `account.balance`; null while it does. */
  z.object({ type: z.literal('account.changed'), refusal: ErrorData.nullable() }),
  z.object({
    type: z.literal('settings.changed'),
    settings: Settings,
    key: KeyState,
    address: AddressState,
    engine: EngineName,
  }),
  /** A command was chosen in a menu of the desktop shell. */
  z.object({ type: z.literal('command'), id: Id }),
  /** There is a newer version, which this copy does not install by itself. */
  z.object({ type: z.literal('update.available'), version: z.string().max(100) }),
  /** The desktop shell was asked to open a workflow: it is shown, and nothing runs. */
  z.object({ type: z.literal('opened'), name: Name, text: Text }),
])
export type HostEvent = z.infer<typeof HostEvent>

export const requestNames = Object.keys(requests) as readonly RequestName[]
