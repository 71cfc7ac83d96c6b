import type { Log } from '#shared/services.ts'
import type { SavedFiles } from '../../assets/files.ts'
import type { SavedResults } from '../../library/results.ts'

/** Records saved files among the results. If that fails, the next run saves the file again. */
export const savedIn = (results: SavedResults, log: Log): SavedFiles => ({
  find(key) {
    const { path, sha256 } = results.find(`saved ${key}`) ?? {}
    return typeof path === 'string' && typeof sha256 === 'string' ? { path, sha256 } : undefined
  },
  save(key, { path, sha256 }) {
    try {
      results.save(`saved ${key}`, { path, sha256 })
    } catch (thrown) {
      // The file exists nevertheless.
      log.warn('saved.unwritten', { error: thrown })
    }
  },
})
