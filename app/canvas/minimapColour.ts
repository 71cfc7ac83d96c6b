import type { Workflow } from '#shared/document/workflow.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import { colourOf } from '../graph/model/groups.ts'
import { nodesOf } from '../state/connections.ts'
import { portColour } from '../widgets/portGlyph.ts'

/** A node in the colour of what it makes, else of what it takes; a group in its own, faintly. */
export function minimapColour(workflow: Workflow, registry: Registry, id: string): string {
  const node = nodesOf(workflow).get(id)
  if (node === undefined) {
    const group = workflow.groups?.find((one) => one.id === id)
    return `color-mix(in srgb, var(--group-${group === undefined ? 'grey' : colourOf(group)}) 25%, transparent)`
  }
  const { outputs = {}, inputs = {}, inert = false } = registry.get(node.type) ?? {}
  const [port] = inert ? [] : [...Object.values(outputs), ...Object.values(inputs)]
  return port === undefined ? 'var(--far)' : portColour(port.type.kind)
}
