import type { Log } from '#shared/services.ts'
import type { SavedFiles } from '../../assets/files.ts'
import type { SavedResults } from '../../library/results.ts'

/** What was saved before, kept among the results. Where keeping fails, the next run saves it once more. */
export const savedIn = (results: SavedResults, log: Log): SavedFiles => ({
  find(key) {
    const { path, sha256 } = results.find(`saved ${key}`) ?? {}
    return typeof path === 'string' && typeof sha256 === 'string' ? { path, sha256 } : undefined
  },
  save(key, { path, sha256 }) {
    try {
      results.save(`saved ${key}`, { path, sha256 })
    } catch (thrown) {
      // The file is there all the same.
      log.warn('saved.unwritten', { error: thrown })
    }
  },
})
