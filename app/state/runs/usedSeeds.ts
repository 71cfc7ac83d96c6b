import type { Workflow } from '#shared/document/workflow.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Seeds } from '#shared/run/seeds.ts'
import type { Editor } from '../../base/editor.ts'
import { defineStore } from '../../base/editor.ts'
import { registryOf } from '../catalogue/catalogue.ts'

/**
 * By tab: the seeds that its latest runs have used. A seed that was typed afterwards is new, and is used before it is
 * changed.
 */
export const usedSeedsStore = defineStore<Readonly<Record<string, Seeds>>>(() => ({}))

export const usedSeeds = (editor: Editor, tab: string): Seeds =>
  editor.get(usedSeedsStore).getState()[tab] ?? {}

/** Records what a run of these nodes used: `workflow` is what ran, with its seeds drawn. */
export function recordUsedSeeds(
  editor: Editor,
  tab: string,
  workflow: Workflow,
  nodes: ReadonlySet<string>,
): void {
  const registry = registryOf(editor, workflow)
  editor
    .get(usedSeedsStore)
    .setState((previous) => ({ [tab]: { ...previous[tab], ...seedsIn(workflow, nodes, registry) } }))
}

/** The numbers at the seed inputs of these nodes. */
export function seedsIn({ nodes }: Workflow, wanted: ReadonlySet<string>, registry: Registry): Seeds {
  const seeds: Record<string, Record<string, number>> = {}
  for (const { id, type, values } of nodes) {
    if (!wanted.has(id)) continue
    for (const [port, { control, default: standard }] of Object.entries(registry.get(type)?.inputs ?? {})) {
      const value = values?.[port] ?? standard
      if (control.kind === 'seed' && typeof value === 'number') (seeds[id] ??= {})[port] = value
    }
  }
  return seeds
}
