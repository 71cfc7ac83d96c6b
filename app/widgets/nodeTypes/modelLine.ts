import type { FoundType } from '#shared/api/catalogueRequests.ts'
import { engineOf } from '#shared/endpoint/endpointType.ts'
import { engineTitle } from '../../state/engines.ts'
import type { View } from '../../state/view.ts'

/** The model of a node type and its engine, as in `Z-Image Turbo · RunComfy`; empty for a local one. */
export function modelLine(view: Pick<View, 'engines'>, type: FoundType): string {
  const engine = engineOf(type)
  return engine === null ? '' : engineTitle(view, engine)
}
