import { z } from 'zod'
import { WorkflowChange } from '../document/workflowChange.ts'
import { ExampleEntry, OpenTabs, WorkflowEntry } from './records.ts'
import { By, Id, Name, Empty, Text, request } from './request.ts'

/** Workflows that are kept as files, their drafts, the tabs that are open, and the examples. */
export const workflowRequests = {
  'workflow.list': request(Empty, z.array(WorkflowEntry)),
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
  /** Saves under `id`, or as a new one where it is null. `base` is the version that the edit began with; rejects with
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
  'draft.drop': request(z.object({ id: Id, by: By }), Empty),
  /** Drafts of workflows that were never saved. */
  'draft.list': request(Empty, z.array(z.object({ id: Id, name: Name, text: Text, version: z.string() }))),
  /** Which workflows are open, for the next page. */
  'tabs.keep': request(OpenTabs, Empty),
  /** Null where nobody has said yet. */
  'tabs.list': request(Empty, z.object({ open: OpenTabs.nullable() })),
  'example.list': request(Empty, z.array(ExampleEntry)),
  'example.open': request(z.object({ id: Id }), z.object({ name: Name, text: Text })),
} as const
