import type { Registry } from '#shared/nodes/registry.ts'
import { AppError } from '#shared/errors.ts'
import { namedAssets } from '../../assets/namedAssets.ts'
import { collectGarbage } from '../../library/collect/collectGarbage.ts'
import { shrinkStore } from '../../library/collect/shrinkStore.ts'
import type { Library } from '../../library/openLibrary.ts'
import type { Announcer } from '../events/announcer.ts'
import { importRun } from '../files/importRun.ts'
import type { RunHandlers } from '../requests/localRequests.ts'
import { createRecordHandlers } from './recordHandlers.ts'

export interface LibraryHandlersOptions {
  readonly library: Library
  /** The node types as they are now. */
  readonly registry: () => Registry
  readonly newId: () => string
  /** The folder of the saved workflows. */
  readonly folder: string
  /** Whether a process runs it, or has it in its queue. */
  readonly isActive: (run: string) => boolean
  /** Whether pages show the library: they may hold what nothing in it refers to, such as what undo brings back. */
  readonly isEdited: boolean
  readonly announcer: Pick<Announcer, 'announceRows'>
}

type LibraryHandlers = Pick<
  RunHandlers,
  Extract<keyof RunHandlers, `record.${string}` | `file.${string}` | `storage.${string}`>
>

/** The library as a whole: its stored history, imports, and the clean-up of what it no longer needs. */
export function createLibraryHandlers({
  library,
  registry,
  newId,
  folder,
  isActive,
  isEdited,
  announcer,
}: LibraryHandlersOptions): LibraryHandlers {
  const { clock, database, home, runs } = library
  return {
    ...createRecordHandlers({ database, runs, isActive }),
    async 'file.import'(input) {
      const imported = await importRun(input, { library, registry: registry(), newId, folder })
      announcer.announceRows()
      return imported
    },
    async 'storage.collect'({ dryRun }) {
      if (isEdited && !dryRun) throw inUse()
      const keep = await namedAssets(home)
      const collected = await collectGarbage({ database, home, keep, now: clock.now(), dryRun })
      if (!dryRun) shrink(library)
      return collected
    },
  }
}

/** Returns unused pages of the store to the disk. It needs as much room meanwhile; without it, the store stays as it is. */
function shrink({ database, log }: Library): void {
  try {
    shrinkStore(database)
  } catch (thrown) {
    log.warn('store.unshrunk', { error: thrown })
  }
}

const inUse = (): AppError =>
  new AppError(
    'library.held',
    `An editor (process ${process.pid}) has the library open. Close it, then try again.`,
  )
