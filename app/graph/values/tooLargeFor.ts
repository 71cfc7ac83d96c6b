import type { EngineState } from '#shared/api/records.ts'
import type { Workflow } from '#shared/document/workflow.ts'
import { modeOf } from '#shared/document/workflow.ts'
import { readEndpointType } from '#shared/endpoint/endpointType.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { Media } from '#shared/ports/value.ts'
import { nodesOf, outputsOf } from '../../state/connections.ts'
import { engineCalled } from '../../state/engines.ts'
import type { View } from '../../state/view.ts'

/** The engines that get an image which is a value of a node as it is: the node's own, else those of its consumers. */
export function enginesOfImage(workflow: Workflow, registry: Registry, node: string): ReadonlySet<string> {
  const engines = new Set<string>()
  const seen = new Set<string>()
  const waiting = [node]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const found = nodesOf(workflow).get(id)
    if (found === undefined || seen.has(id)) continue
    seen.add(id)
    const endpoint = modeOf(found) === 'active' ? readEndpointType(found.type) : null
    if (endpoint !== null) engines.add(endpoint.engine)
    for (const output of Object.keys(registry.get(found.type)?.passes ?? {}))
      for (const { to } of outputsOf(workflow, id).get(output) ?? []) waiting.push(to.node)
  }
  return engines
}

/** An image that has been looked at. */
type Measured = Pick<Media, 'media'> & Partial<Media>

const isTooLarge = ({ bytes = 0, width = 0, height = 0 }: Measured, engine: EngineState): boolean => {
  const { largestImage: largest } = engine
  return largest !== undefined && (bytes > largest.bytes || width * height > (largest.pixels ?? Infinity))
}

/**
 * The engine that would refuse an image because of its size, unless the user lets a smaller copy, or a bucket, be used;
 * null if none would.
 */
export function tooLargeFor(
  media: Measured,
  engines: ReadonlySet<string>,
  view: Pick<View, 'engines' | 'settings'>,
): EngineState | null {
  const { settings } = view
  if (media.media !== 'image' || settings === null || settings.smallerCopies || settings.bucket !== null)
    return null
  for (const id of engines) {
    const engine = engineCalled(view, id)
    if (engine !== undefined && isTooLarge(media, engine)) return engine
  }
  return null
}
