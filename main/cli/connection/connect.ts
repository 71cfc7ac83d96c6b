import { AppError } from '#shared/errors.ts'
import type { Client } from '#shared/api/client.ts'
import { createClient } from '#shared/api/client.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Clock } from '#shared/services.ts'
import { assetPaths } from '../../host/files/assetPaths.ts'
import type { CommandRequests } from '../../host/requests/localRequests.ts'
import { commandRequests } from '../../host/requests/localRequests.ts'
import { homeFolder } from '../../platform/home.ts'
import type { HostStatus } from '../../host/readStatus.ts'
import type { LocalConnection } from '../../transports/local/connectLocal.ts'
import { connectLocal } from '../../transports/local/connectLocal.ts'
import { PROTOCOL } from '../../transports/local/hostFile.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import type { HostFile } from '../../transports/local/hostFile.ts'
import { openCommandHost } from '../../transports/openCommandHost.ts'

/** The process that holds the library, for another process. */
export interface Holder {
  readonly front: HostFile['front']
  readonly pid: number
  /** Resolves when it is gone, or the connection was closed. */
  readonly ended: Promise<void>
}

/** The host of a library for a command: the same requests wherever it is. */
export interface Connection {
  readonly client: Client<CommandRequests>
  /** Null if this process holds the library. */
  readonly holder: Holder | null
  /** The path of an asset's file. */
  pathOf(media: Media): string
  /** Releases the library if this process holds it. */
  close(): Promise<void>
}

/**
 * The process of one of these fronts that holds the library, or null if none does. Rejects with `library.held` if it
 * does not answer, or is another version of the program, because their messages may differ.
 */
export async function findHolder(
  context: CommandContext,
  fronts: readonly HostFile['front'][] = ['editor', 'command'],
): Promise<Connection | null> {
  const found = await findLocal(context, fronts)
  if (found === null) return null
  const { front, pid, ended, transport } = found
  return {
    client: createClient(commandRequests, transport),
    holder: { front, pid, ended },
    pathOf: assetPaths(homeFolder(context.env)),
    close: async () => found.close(),
  }
}

/** The configuration of the editor that holds the library, or null if none does. Rejects as `findHolder`. */
export async function readEditorStatus(context: CommandContext): Promise<HostStatus | null> {
  const editor = await findLocal(context, ['editor'])
  return editor === null ? null : editor.client.request('host.hello', {}).finally(() => editor.close())
}

async function findLocal(
  { env, version, clock }: CommandContext,
  fronts: readonly HostFile['front'][],
): Promise<LocalConnection | null> {
  const found = await connectLocal(homeFolder(env))
  if (found === null) return null
  const { front, pid } = found
  if (!fronts.includes(front)) {
    found.close()
    return null
  }
  const isSame = found.version === version && found.protocol === PROTOCOL
  if (isSame && (await answers(createClient(commandRequests, found.transport), clock))) return found
  found.close()
  const who = front === 'editor' ? 'an editor' : 'a command'
  throw new AppError(
    'library.held',
    isSame
      ? `The library is in use by ${who} (process ${pid}) that does not answer. Try again, or end that process.`
      : `The library is in use by ${who} of version ${found.version} (process ${pid}), and this is version ${version}. Close the other one first.`,
  )
}

/** How long a busy editor may take to answer, in milliseconds. */
const PATIENCE = 5000

/** Whether anybody answers on the socket: the system still accepts connections of a stopped program. */
async function answers(client: Client<CommandRequests>, clock: Clock): Promise<boolean> {
  const waiting = new AbortController()
  const never = clock.sleep(PATIENCE, waiting.signal).then(
    () => false,
    () => true,
  )
  const word = client.request('run.totals', {}).then(
    () => true,
    () => false,
  )
  const answered = await Promise.race([word, never])
  waiting.abort()
  return answered
}

/**
 * The process of one of these fronts that holds the library; if none does, a host in this process, for `what`. Rejects
 * with `library.*` or `file.unwritable`.
 */
export async function connect(
  context: CommandContext,
  what: string,
  fronts: readonly HostFile['front'][] = ['editor'],
): Promise<Connection> {
  const holder = await findHolder(context, fronts)
  if (holder !== null) return holder
  try {
    const host = await openCommandHost({ ...context, what })
    return { ...host, holder: null, pathOf: assetPaths(homeFolder(context.env)) }
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'library.held') throw thrown
    // It may be one that was just starting.
    const late = await findHolder(context, fronts)
    if (late === null) throw thrown
    return late
  }
}
