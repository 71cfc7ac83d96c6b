import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { Client } from '#shared/api/client.ts'
import { createClient } from '#shared/api/client.ts'
import type { Media } from '#shared/ports/value.ts'
import type { Clock } from '#shared/services.ts'
import { createAssetFolder } from '../../assets/assetFolder.ts'
import { endingOfMedia } from '../../assets/mediaFormat.ts'
import { commandRequests } from '../../host/requests/localRequests.ts'
import type { CommandRequests } from '../../host/requests/localRequests.ts'
import { homeFolder } from '../../platform/home.ts'
import { connectLocal } from '../../transports/local/connectLocal.ts'
import { PROTOCOL } from '../../transports/local/hostFile.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import type { HostFile } from '../../transports/local/hostFile.ts'
import { openCommandHost } from '../../transports/openCommandHost.ts'

/** The host of a library, as a command reaches it: wherever it is, it is asked the same. */
export interface Connection {
  readonly client: Client<CommandRequests>
  /** The editor that holds the library; null where this process does. */
  readonly editor: { readonly pid: number; readonly ended: Promise<void> } | null
  /** Where an asset's file lies. */
  pathOf(media: Media): string
  /** Lets the library go where this process holds it. */
  close(): Promise<void>
}

/** The process that holds the library, as another one reaches it. */
export interface Holder {
  readonly client: Client<CommandRequests>
  readonly front: HostFile['front']
  readonly pid: number
  readonly ended: Promise<void>
  close(): void
}

/**
 * The process of one of these fronts that holds the library, or null where none does. Rejects with `library.held` where it
 * does not answer, or is another version of the program: what one says the other might not understand.
 */
export async function findHolder(
  { env, version, clock }: CommandContext,
  fronts: readonly HostFile['front'][] = ['editor', 'command'],
): Promise<Holder | null> {
  const found = await connectLocal(homeFolder(env))
  if (found === null) return null
  const { front, pid, ended } = found
  const close = (): void => found.close()
  if (!fronts.includes(front)) {
    close()
    return null
  }
  const isSame = found.version === version && found.protocol === PROTOCOL
  const client = createClient(commandRequests, found.transport)
  if (isSame && (await answers(client, clock))) return { client, front, pid, ended, close }
  close()
  const who = front === 'editor' ? 'an editor' : 'a command'
  throw new AppError(
    'library.held',
    isSame
      ? `The library is in use by ${who} (process ${pid}) that does not answer. Try again, or end it.`
      : `The library is in use by ${who} of version ${found.version} (process ${pid}), and this is another one (${version}). End it first.`,
  )
}

/** The editor that holds the library, or null where none does. Rejects as `findHolder`. */
export async function findEditor(context: CommandContext): Promise<Connection | null> {
  const found = await findHolder(context, ['editor'])
  if (found === null) return null
  const { client, pid, ended, close } = found
  return { client, editor: { pid, ended }, pathOf: pathsIn(context.env), close: async () => close() }
}

/** How long an editor that is busy may take to say a word, in milliseconds. */
const PATIENCE = 5000

/** Whether anybody is behind the socket: a program that was stopped still has its connections accepted. */
async function answers(client: Client<CommandRequests>, clock: Clock): Promise<boolean> {
  const heard = new AbortController()
  const never = clock.sleep(PATIENCE, heard.signal).then(
    () => false,
    () => true,
  )
  const word = client.request('run.totals', {}).then(
    () => true,
    () => false,
  )
  const answered = await Promise.race([word, never])
  heard.abort()
  return answered
}

/** The editor that holds the library; where none does, a host in this process. Rejects with `library.*` or `file.unwritable`. */
export async function connect(context: CommandContext, what: string): Promise<Connection> {
  const editor = await findEditor(context)
  if (editor !== null) return editor
  try {
    const host = await openCommandHost({ ...context, what })
    return { ...host, editor: null, pathOf: pathsIn(context.env) }
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'library.held') throw thrown
    // It may be an editor that was just starting.
    const late = await findEditor(context)
    if (late === null) throw thrown
    return late
  }
}

function pathsIn(env: CommandContext['env']): Connection['pathOf'] {
  const assets = createAssetFolder(join(homeFolder(env), 'assets'))
  return (media) => assets.pathOf(media.sha256, endingOfMedia(media) ?? '')
}
