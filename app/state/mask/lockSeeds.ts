import { setSeedMode } from '#shared/document/edits/nodes.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { seedModeOf } from '#shared/document/workflow.ts'
import { inputsOf, nodesOf } from '../connections.ts'

/**
 * Keeps the seeds of everything that makes the picture of a mask: otherwise the next run would make another picture,
 * which the mask was not painted on. Seeds that no run has drawn yet are left alone.
 */
export function lockSeeds(workflow: Workflow, mask: string): Workflow {
  const found = new Set([mask])
  // The set grows during the iteration, so what is found is visited as well.
  for (const id of found) for (const { from } of inputsOf(workflow, id).values()) found.add(from.node)
  found.delete(mask)
  return [...found].reduce((after, id) => {
    const node = nodesOf(workflow).get(id)
    const isDrawn = Object.values(node?.values ?? {}).some((value) => typeof value === 'number')
    if (node === undefined || !isDrawn || seedModeOf(node) === 'fixed') return after
    return setSeedMode(id, 'fixed')(after)
  }, workflow)
}
