import type { NodeType } from '../nodes/defineNode.ts'
import type { Values } from '../ports/value.ts'
import type { Services } from '../services.ts'
import { cacheText } from './cacheKey.ts'

/** What a run finds done already, and keeps for others to find. */
export interface CachedResults {
  /** Under which a result is kept; null for what must not be reused. */
  keyOf(type: NodeType, inputs: Values): string | null
  find(key: string | null): Values | undefined
  /** The same, of what this run has made. */
  findMade(key: string | null): Values | undefined
  /** Never throws: the result stands, and may have been paid for, so a store that cannot keep it costs its reuse and no more. */
  save(key: string | null, values: Values): void
}

/** `fresh`: of what was made before this run nothing is found. */
export function createCachedResults(
  { results, digest, log }: Pick<Services, 'results' | 'digest' | 'log'>,
  fresh: boolean,
): CachedResults {
  const made = new Set<string>()
  return {
    keyOf: (type, inputs) => (type.effect ? null : digest(cacheText(type, inputs))),
    find: (key) => (key === null || (fresh && !made.has(key)) ? undefined : results.find(key)),
    findMade: (key) => (key !== null && made.has(key) ? results.find(key) : undefined),
    save(key, values) {
      if (key === null) return
      try {
        results.save(key, values)
        made.add(key)
      } catch (thrown) {
        // The outputs stand all the same, and are only not found again.
        log?.warn('result.unwritten', { error: thrown })
      }
    },
  }
}
