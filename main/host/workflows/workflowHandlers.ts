import type { Log } from '#shared/services.ts'
import type { WorkflowVersions } from '../../library/workflowVersions.ts'
import type { HostEvent } from '#shared/api/contract.ts'
import type { Handlers } from '#shared/api/serve.ts'
import type { Drafts } from '../drafts/drafts.ts'
import type { Adoptions } from '../drafts/adoptions.ts'
import type { SavedTabs } from '../drafts/openTabs.ts'
import type { Workflows } from './workflows.ts'

export interface WorkflowHandlersOptions {
  readonly workflows: Workflows
  readonly drafts: Drafts
  readonly tabs: SavedTabs
  readonly adoptions: Pick<Adoptions, 'adopt'>
  readonly versions: WorkflowVersions
  readonly now: () => number
  readonly log: Log
  readonly announce: (event: HostEvent) => void
}

type Names = `workflow.${string}` | `draft.${string}` | `tabs.${string}`

/** The requests about workflows, drafts, and open tabs. */
export function createWorkflowHandlers({
  workflows,
  drafts,
  tabs,
  adoptions,
  versions,
  now,
  log,
  announce,
}: WorkflowHandlersOptions): Pick<Handlers, Extract<keyof Handlers, Names>> {
  /** A draft of a saved workflow starts from the saved file, which need not be sent for that. */
  async function seed(id: string, version: string): Promise<void> {
    if (drafts.get(id) !== null) return
    const { entry, saved } = await workflows.open(id)
    if (entry.version !== version || drafts.get(id) !== null) return
    await drafts.save({ id, name: entry.name, base: version, by: null, text: saved })
  }

  return {
    'workflow.list': async () => [...(await workflows.list())],
    'workflow.open': ({ id }) => workflows.open(id),
    async 'workflow.save'({ from, ...request }) {
      const entry = await workflows.save(request)
      if (from !== undefined) adoptions.adopt(from, entry, request.text)
      addVersion({ versions, now, log }, entry.id, request.text)
      return entry
    },
    ...createVersionHandlers(versions),
    'workflow.rename': ({ id, name }) => workflows.rename(id, name),
    'workflow.duplicate': ({ id }) => workflows.duplicate(id),
    'workflow.remove': async ({ id }) => ({ removed: await workflows.remove(id) }),
    'workflow.restore': ({ removed }) => workflows.restore(removed),
    'workflow.listRemoved': async () => [...(await workflows.listRemoved())],
    'workflow.openRemoved': ({ removed }) => workflows.openRemoved(removed),

    async 'draft.keep'({ after, ...draft }) {
      // A page that sends no base has not forgotten it.
      const base = draft.base ?? drafts.get(draft.id)?.base ?? null
      const version = await drafts.save({ ...draft, base }, after)
      announce({ type: 'draft.changed', id: draft.id, by: draft.by, version })
      return { version }
    },
    async 'draft.change'({ id, after, ...change }) {
      await seed(id, after)
      const version = await drafts.change(id, change, after)
      announce({ type: 'draft.changed', id, by: change.by, version })
      return { version }
    },
    async 'draft.drop'({ id, by }) {
      const facts = drafts.get(id)
      if (facts === null || (by !== null && facts.by !== by)) return {}
      await drafts.drop(id)
      announce({ type: 'draft.changed', id, by, version: null })
      return {}
    },
    async 'draft.list'() {
      const saved = new Set((await workflows.list()).map(({ id }) => id))
      const unsaved = drafts.list().filter(({ id }) => !saved.has(id))
      const read = await Promise.all(
        unsaved.map(async ({ id, version }) => ({ draft: await drafts.read(id), version })),
      )
      return read.flatMap(({ draft, version }) =>
        draft === null ? [] : [{ id: draft.id, name: draft.name, text: draft.text, version }],
      )
    },

    'tabs.list': () => ({ open: tabs.get() }),
    async 'tabs.keep'(open) {
      await tabs.save(open)
      return {}
    },
  }
}

/** It is saved, even if its version cannot be recorded. */
function addVersion(
  { versions, now, log }: Pick<WorkflowHandlersOptions, 'versions' | 'now' | 'log'>,
  id: string,
  text: string,
): void {
  try {
    versions.add(id, text, now())
  } catch (thrown) {
    log.warn('version.unwritten', { workflow: id, error: thrown })
  }
}

type VersionNames = 'workflow.versions' | 'workflow.version' | 'workflow.nameVersion'

const createVersionHandlers = (versions: WorkflowVersions): Pick<Handlers, VersionNames> => ({
  'workflow.versions': async ({ id }) => [...(await versions.list(id))],
  'workflow.version': ({ id, version }) => ({ text: versions.text(id, version) }),
  'workflow.nameVersion'({ id, version, name }) {
    versions.name(id, version, name)
    return {}
  },
})
