import { engineOf } from '../endpoint/endpointType.ts'
import type { NodeType } from '../nodes/defineNode.ts'
import type { Values } from '../ports/value.ts'
import type { Services } from '../services.ts'
import { cacheText } from './cacheKey.ts'

/** Finds the cached results for a run, and stores its own for later runs. */
export interface CachedResults {
  /** The key of a result; null if it must not be reused. */
  keyOf(type: NodeType, inputs: Values): string | null
  find(key: string | null, type: NodeType): Values | undefined
  /** The same for results of this run. */
  findMade(key: string | null, type: NodeType): Values | undefined
  /**
   * Never throws: the result exists, and may have been paid for, so a store that cannot save it only prevents its
   * reuse.
   */
  save(key: string | null, values: Values, type: NodeType): void
}

/** `fresh`: results from before this run are not used. */
export function createCachedResults(
  { results, digest, log }: Pick<Services, 'results' | 'digest' | 'log'>,
  fresh: boolean,
): CachedResults {
  const made = new Set<string>()
  return {
    keyOf: (type, inputs) => (type.effect ? null : digest(cacheText(type, inputs))),
    find: (key, type) =>
      key === null || (fresh && !made.has(key)) ? undefined : results.find(key, engineOf(type)),
    findMade: (key, type) => (key !== null && made.has(key) ? results.find(key, engineOf(type)) : undefined),
    save(key, values, type) {
      if (key === null) return
      try {
        results.save(key, values, engineOf(type))
        made.add(key)
      } catch (thrown) {
        // The outputs are valid nevertheless, and are only not found again.
        log?.warn('result.unwritten', { error: thrown })
      }
    },
  }
}
