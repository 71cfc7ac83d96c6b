import { AppError } from '#shared/errors.ts'
import type { Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import type { Database } from './database.ts'
import { openDatabase } from './database.ts'
import { saveCopy } from './salvage.ts'

/**
 * Opens the store in `home` for the holder of its lock. Throws as `openDatabase` does; if the store is broken, its
 * readable part is saved aside first, and the error says where, and how to continue. The store itself is not changed.
 */
export function openWriter({
  home,
  now,
  log = silentLog,
}: {
  readonly home: string
  readonly now: () => number
  readonly log?: Log
}): Database {
  try {
    return openDatabase({
      home,
      writer: true,
      onMigrate: (from, to) => log.info('library.migrated', { from, to }),
    })
  } catch (thrown) {
    throw thrown instanceof AppError && thrown.code === 'library.broken'
      ? withSalvage(thrown, home, now(), log)
      : thrown
  }
}

function withSalvage(broken: AppError, home: string, now: number, log: Log): AppError {
  const again = `To begin a new library, move library.db, library.db-wal and library.db-shm out of ${home}; the pictures in it stay.`
  try {
    const { folder, rows, requestIds } = saveCopy(home, now)
    log.error('library.salvaged', { folder, rows, requestIds })
    return new AppError(
      'library.broken',
      `${broken.message} It was not changed. A copy of it, and everything that can still be read (rows: ${rows}, request ids: ${requestIds}), are in ${folder}. ${again}`,
      { data: { ...broken.data, folder, rows, requestIds }, cause: broken },
    )
  } catch (thrown) {
    log.error('library.salvage.failed', { error: thrown })
    const why = thrown instanceof AppError ? thrown.message : 'that failed.'
    return new AppError(
      'library.broken',
      `${broken.message} It was not changed, and no copy could be saved: ${why} Copy ${home} elsewhere before you do anything else.`,
      { data: broken.data, cause: thrown },
    )
  }
}
