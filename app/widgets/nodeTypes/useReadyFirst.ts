import type { FoundType } from '#shared/api/catalogueRequests.ts'
import { engineOf } from '#shared/endpoint/endpointType.ts'
import { engineCalled } from '../../state/engines.ts'
import { useView } from '../../state/use.ts'
import { preferReady } from './groupTypes.ts'

/** Of models that do the same, those of an engine with a key come first. */
export function useReadyFirst(types: readonly FoundType[]): readonly FoundType[] {
  const engines = useView((view) => view.engines)
  return preferReady(types, (type) => {
    const engine = engineCalled({ engines }, engineOf(type))
    return engine !== undefined && engine.key.from !== null
  })
}
