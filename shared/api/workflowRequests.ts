import { z } from 'zod'
import { WorkflowChange } from '../document/workflowChange.ts'
import { ExampleEntry, OpenTabs, RemovedEntry, WorkflowEntry, WorkflowVersion } from './records.ts'
import { By, Id, Name, Empty, Text, request } from './request.ts'

/** Saved workflows, their drafts, the open tabs, and the examples. */
export const workflowRequests = {
  'workflow.list': request(Empty, z.array(WorkflowEntry)),
  /**
   * The draft if there is one, else the saved file. `base` is the version that `text` is based on: older than the
   * entry's if the file has changed since the draft began. `draft` is the draft's own version. Rejects with
   * `file.unreadable`.
   */
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
  /**
   * Saves under `id`, or as a new workflow if it is null. `base` is the version that the edit is based on; rejects with
   * `workflow.conflict` if the file has another version by now, unless `overwrite` is set. Deletes the draft if it
   * belongs to the page `by`; without `by`, any draft. `from` is the id and name of a draft that was never saved
   * before: its runs move to the workflow.
   */
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
  /** Renames the file and the workflow in it. */
  'workflow.rename': request(z.object({ id: Id, name: Name }), WorkflowEntry),
  'workflow.duplicate': request(z.object({ id: Id }), WorkflowEntry),
  /** Moves the file to the removed ones, with its draft if that is newer; nothing is deleted. `removed` restores it. */
  'workflow.remove': request(z.object({ id: Id }), z.object({ removed: Id })),
  /**
   * Restores what was removed, under its name or a new one if that is taken. Rejects with `file.unreadable`.
   */
  'workflow.restore': request(z.object({ removed: Id }), WorkflowEntry),
  /** What is in the folder of removed files, the latest first. `removed` restores it. */
  'workflow.listRemoved': request(Empty, z.array(RemovedEntry)),
  /** The text of a removed file, which stays there. Rejects with `file.unreadable`. */
  'workflow.openRemoved': request(z.object({ removed: Id }), z.object({ name: Name, text: Text })),
  /** What a saved workflow, or the draft of an unsaved one, was each time it was saved or run; newest first, each once. */
  'workflow.versions': request(z.object({ id: Id }), z.array(WorkflowVersion)),
  /** The text of a version. Rejects with `input.invalid`. */
  'workflow.version': request(z.object({ id: Id, version: Id }), z.object({ text: Text })),
  /** Names a version; null removes its name. Versions with a name are not replaced by newer ones. Rejects with `input.invalid`. */
  'workflow.nameVersion': request(
    z.object({ id: Id, version: Id, name: z.string().trim().min(1).max(200).nullable() }),
    Empty,
  ),
  /**
   * Saves the canvas immediately as a draft. `id` is a saved workflow or an id that the editor gave to an unsaved one,
   * `base` the saved version that the edit is based on, `by` the page, `after` the last version of the draft that it
   * knew. Resolves with its version once the draft would survive a kill. Rejects with `workflow.conflict` if another
   * page has saved one since (`data.draft` is its version).
   */
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
  /**
   * The same with the changes since the draft had the version `after`, or since the saved file if there is no draft.
   * Rejects with `workflow.conflict` if that has changed, or if the whole workflow must be sent again.
   */
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
  /** With `by`: unless another page has saved it. */
  'draft.drop': request(z.object({ id: Id, by: By }), Empty),
  /** Drafts of workflows that were never saved. */
  'draft.list': request(Empty, z.array(z.object({ id: Id, name: Name, text: Text, version: z.string() }))),
  /** The open workflows, for the next page. */
  'tabs.keep': request(OpenTabs, Empty),
  /** Null if none were recorded. */
  'tabs.list': request(Empty, z.object({ open: OpenTabs.nullable() })),
  'example.list': request(Empty, z.array(ExampleEntry)),
  'example.open': request(z.object({ id: Id }), z.object({ name: Name, text: Text })),
} as const
