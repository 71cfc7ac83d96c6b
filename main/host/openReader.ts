import type { Client } from '#shared/api/client.ts'
import { createClient } from '#shared/api/client.ts'
import { defaultSettings } from '#shared/api/defaultSettings.ts'
import { fileRequests } from '#shared/api/fileRequests.ts'
import { recordRequests } from '#shared/api/recordRequests.ts'
import type { HandlersOf } from '#shared/api/table.ts'
import { serveTable } from '#shared/api/table.ts'
import { homeFolder } from '../platform/home.ts'
import { hasLibrary, openDatabase } from '../library/database.ts'
import { readHolder } from '../library/lock.ts'
import { createRuns } from '../library/runs.ts'
import { exportRun } from './files/exportRun.ts'
import { engines } from '../engines/engines.ts'
import { keyIn } from '../engines/environment.ts'
import { openConfiguredEngines } from './engines/configuredEngines.ts'
import { createRecordHandlers } from './records/recordHandlers.ts'

/** Requests that are answered without holding a library. */
export const readRequests = { ...recordRequests, 'file.export': fileRequests['file.export'] } as const

/** The addresses do not matter where every key is meant. */
const settings = { get: () => defaultSettings }

/** A library that is read beside its holder. */
export interface Reader {
  readonly client: Client<typeof readRequests>
  close(): void
}

/**
 * Reads in the library in `PATCHBAY_HOME`, whichever process holds it and whether or not it can be written. If there is
 * none yet, an empty one is read. Throws `library.*`.
 */
export function openReader({ env }: { readonly env: Readonly<NodeJS.ProcessEnv> }): Reader {
  const home = homeFolder(env)
  const database = openDatabase({ home, writer: !hasLibrary(home) })
  const held = readHolder(home) !== null
  const handlers: HandlersOf<typeof readRequests> = {
    ...createRecordHandlers({ database, runs: createRuns(database), isActive: () => held }),
    async 'file.export'(input) {
      const configured = await openConfiguredEngines({ definitions: engines, home, env, settings })
      const secrets = (): readonly string[] => [
        ...configured.secrets(),
        ...engines.flatMap((engine) => keyIn(engine, env) ?? []),
      ]
      return exportRun(input, { home, database, secrets, now: Date.now })
    },
  }
  return {
    client: createClient(readRequests, {
      request: (name, input) => serveTable(readRequests, handlers, name, input),
      subscribe: () => () => {},
    }),
    close: () => database.close(),
  }
}
