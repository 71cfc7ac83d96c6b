import type { FoundType } from '#shared/api/catalogueRequests.ts'
import { engineOf } from '#shared/endpoint/endpointType.ts'
import { useView } from '../../state/use.ts'
import { preferReady } from './groupTypes.ts'

/** Of models that do the same, those of an engine with a key come first, then those of the engine that is listed first. */
export function useReadyFirst(types: readonly FoundType[]): readonly FoundType[] {
  const engines = useView((view) => view.engines)
  return preferReady(types, (type) => {
    const at = engines.findIndex(({ id }) => id === engineOf(type))
    return engines[at]?.key.from === null ? engines.length + at : at
  })
}
