import { AppError } from '#shared/errors.ts'
import type { Clock } from '#shared/services.ts'
import type { LocalConnection } from '../local/connectLocal.ts'
import { connectLocal } from '../local/connectLocal.ts'
import type { EngineName } from '../openEngine.ts'
import type { Host } from '../openHost.ts'
import { openHost } from '../openHost.ts'
import { homeFolder } from '../services/home.ts'
import type { World } from './commands/run.ts'

/** A library as a command reaches it: opened here, or through the editor that holds it. */
export type Reached =
  | { readonly by: 'opening'; readonly host: Host }
  | { readonly by: 'asking'; readonly editor: LocalConnection }

/**
 * The editor that holds the library, or null where none does. Rejects with `library.held` where it does not answer, or is
 * another version of the program: what one says the other might not understand.
 */
export async function findEditor({ env, version, clock }: World): Promise<LocalConnection | null> {
  const editor = await connectLocal(homeFolder(env))
  if (editor === null) return null
  const { pid } = editor
  if (editor.version === version && (await answers(editor, clock))) return editor
  editor.close()
  throw new AppError(
    'library.held',
    editor.version === version
      ? `The library is in use by an editor (process ${pid}) that does not answer. Try again, or end it.`
      : `The library is in use by an editor of version ${editor.version} (process ${pid}), and this is ${version}. End it first.`,
  )
}

/** How long an editor that is busy may take to say a word, in milliseconds. */
const PATIENCE = 5000

/** Whether anybody is behind the socket: a program that was stopped still has its connections accepted. */
async function answers({ client }: LocalConnection, clock: Clock): Promise<boolean> {
  const heard = new AbortController()
  const never = clock.sleep(PATIENCE, heard.signal).then(
    () => false,
    () => true,
  )
  const word = client.request('host.hello', {}).then(
    () => true,
    () => false,
  )
  const answered = await Promise.race([word, never])
  heard.abort()
  return answered
}

/** Opens the library, unless an editor holds it: that one is to be asked. Rejects as `openHost` does. */
export async function reachLibrary(world: World, engine: EngineName, what: string): Promise<Reached> {
  const editor = await findEditor(world)
  if (editor !== null) return { by: 'asking', editor }
  try {
    return { by: 'opening', host: await openHost({ ...world, engine, what }) }
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'library.held') throw thrown
    // It may be an editor that was just starting.
    const late = await findEditor(world)
    if (late === null) throw thrown
    return { by: 'asking', editor: late }
  }
}
