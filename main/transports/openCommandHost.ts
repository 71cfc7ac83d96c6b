import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { answerMessage, createChannel } from '#shared/api/channel.ts'
import type { Client } from '#shared/api/client.ts'
import { createClient } from '#shared/api/client.ts'
import type { AppError } from '#shared/errors.ts'
import { silentLog } from '#shared/services.ts'
import type { HostOptions } from '../host/createHost.ts'
import { createHost } from '../host/createHost.ts'
import type { CommandRequests, RunHandlers } from '../host/requests/localRequests.ts'
import { commandRequests } from '../host/requests/localRequests.ts'
import { createRunHost } from '../host/runs/createRunHost.ts'
import { openFileIds } from '../host/workflows/fileIds.ts'
import { heldBy } from '../library/lock.ts'
import { startLocalHost } from './local/startLocalHost.ts'

export interface CommandHostOptions extends Omit<HostOptions, 'practice' | 'openSecret'> {
  readonly version: string
  readonly random: () => number
}

/** A host in the process of a command, and its client. */
export interface CommandHost {
  /** The same contract as over a socket. Events arrive at once, and are not copied. */
  readonly client: Client<CommandRequests>
  /** Releases the library. Open jobs stay as they are, for the next process. */
  close(): Promise<void>
}

/**
 * Opens the library in `PATCHBAY_HOME` for a command: its runs and its jobs, without what only an editor has. Nobody
 * can be asked in the middle of a run. Other commands can reach it as long as it is open. Rejects with `library.*` or
 * `file.unwritable`.
 */
export async function openCommandHost(options: CommandHostOptions): Promise<CommandHost> {
  const { log = silentLog } = options
  const host = await createHost(options)
  const { library } = host
  const since = library.clock.now()
  const folder = join(library.home, 'workflows')
  const runs = createRunHost({
    ...host,
    registry: host.catalogue.registry,
    random: options.random,
    newId: randomUUID,
    out: join(library.home, 'pictures'),
    folder,
    workflows: {
      nameOf: () => Promise.resolve(null),
      nowOf: (workflow) => workflow,
      idOf: (file) => idOf(join(folder, '.ids.json'), file),
    },
    interactive: false,
    frames: false,
  })
  // Without a socket nobody can cancel from outside; the command works nevertheless.
  const local = await startLocalHost({
    home: library.home,
    version: options.version,
    front: 'command',
    table: commandRequests,
    handlers: withoutNewRuns(runs.handlers, () =>
      heldBy(library.home, { pid: process.pid, what: options.what, since }),
    ),
    subscribe: runs.subscribe,
  }).catch((thrown: unknown) => {
    log.warn('socket.unavailable', { error: thrown })
    return null
  })
  const channel = createChannel({
    send: (message) => answerMessage(commandRequests, runs.handlers, message) ?? undefined,
  })
  channel.open()
  return {
    client: {
      ...createClient(commandRequests, channel),
      // They come from this process, so they need no validation.
      subscribe: runs.subscribe,
    },
    async close() {
      // What goes on at an engine is let go at once. The library is, when the next one finds no way to this process.
      // What cannot be removed leads to nobody, and takes nothing from what was done.
      const unreachable = local
        ?.close()
        .catch((thrown: unknown) => log.warn('socket.left', { error: thrown }))
      runs.close()
      try {
        await Promise.all([unreachable, host.engines.close()])
      } finally {
        await host.close()
      }
    },
  }
}

/** A command ends with its own work: anything that another process started here would be cut off. */
function withoutNewRuns(handlers: RunHandlers, held: () => AppError): RunHandlers {
  const refuse = (): never => {
    throw held()
  }
  return {
    ...handlers,
    'run.start': refuse,
    'run.resume': refuse,
    'run.retry': refuse,
    'job.attach': refuse,
    'job.refresh': refuse,
    'job.find': refuse,
    'job.submitAgain': refuse,
  }
}

/** The id of a saved workflow's file: one without an id gets one here, as from an editor. */
async function idOf(path: string, file: string): Promise<string | null> {
  const ids = await openFileIds(path, randomUUID)
  return (await ids.of([file])).get(file) ?? null
}
