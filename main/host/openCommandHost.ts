import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Client } from '#shared/api/client.ts'
import { createClient } from '#shared/api/client.ts'
import { serveTable } from '#shared/api/table.ts'
import type { Registry } from '#shared/nodes/registry.ts'
import type { CommandRequests } from './localRequests.ts'
import { commandRequests } from './localRequests.ts'
import type { HostOptions } from './createHost.ts'
import { createHost } from './createHost.ts'
import { createRunHost } from './runs/createRunHost.ts'
import { openFileIds } from './workflows/fileIds.ts'

export interface CommandHostOptions extends Omit<HostOptions, 'practice' | 'openSecret'> {
  readonly registry: Registry
  readonly random: () => number
}

/** A host in the process of a command, and the way to ask it. */
export interface CommandHost {
  /** Asks by the same contract as over a socket. Events arrive at once, and are not copied. */
  readonly client: Client<CommandRequests>
  /** Lets the library go. What is under way stays as it is, for the next process. */
  close(): Promise<void>
}

/**
 * Opens the library in `PATCHBAY_HOME` for a command: its runs and its jobs, without what only an editor has. Nobody can be
 * asked in the middle of a run. Rejects with `library.*` or `file.unwritable`.
 */
export async function openCommandHost(options: CommandHostOptions): Promise<CommandHost> {
  const host = await createHost(options)
  const { library } = host
  const folder = join(library.home, 'workflows')
  const runs = createRunHost({
    ...host,
    registry: options.registry,
    random: options.random,
    newId: randomUUID,
    out: join(library.home, 'pictures'),
    folder,
    workflows: {
      nameOf: () => Promise.resolve(null),
      nowOf: (workflow) => workflow,
      idOf: (file) => idOf(join(folder, '.ids.json'), file),
    },
    people: false,
    frames: false,
  })
  return {
    client: {
      ...createClient(commandRequests, {
        request: (name, input) => serveTable(commandRequests, runs.handlers, name, input),
        subscribe: runs.subscribe,
      }),
      // They come from this process: there is nothing to check in them.
      subscribe: runs.subscribe,
    },
    async close() {
      await runs.close()
      await host.close()
    },
  }
}

/** The id of a kept workflow's file: one that has none yet gets one here, as from an editor. */
async function idOf(path: string, file: string): Promise<string | null> {
  const ids = await openFileIds(path, randomUUID)
  return (await ids.of([file])).get(file) ?? null
}
