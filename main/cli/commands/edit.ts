import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { BrowserHost, BrowserHostOptions } from '../../browser/startBrowserHost.ts'
import { startBrowserHost } from '../../browser/startBrowserHost.ts'
import { createThumbnails } from '../../assets/thumbnails.ts'
import { openSession } from '../../transports/openSession.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { openBrowser } from '../editor/openBrowser.ts'
import type { CommandContext } from '../command/commandContext.ts'

export interface EditArguments {
  /** Null: the usual one, or any other where that is taken. */
  readonly port: number | null
  /** Whether to open a browser. */
  readonly open: boolean
}

/** Always the same where possible: what a person allows the editor, a browser remembers by its port. */
const USUAL_PORT = 41_705

/** The built page lies beside the built command line. */
const page = join(import.meta.dirname, '../page')

/** Serves the editor until it is interrupted. Its address goes to standard output. */
export async function edit(
  { port, open }: EditArguments,
  {
    registry,
    endpoints,
    console,
    env,
    interrupted,
    log,
    setInterruptMessage: sayOnInterrupt,
    version,
  }: CommandContext,
): Promise<ExitCode> {
  sayOnInterrupt(
    'Ending: what has begun goes on at the engine, and is taken up at the next start. Press Ctrl-C again to leave at once.',
  )
  const session = await openSession({ env, registry, endpoints, version, what: 'patchbay edit', log })
  try {
    const { clock, home } = session.library
    const assets = session.library.assets({ folder: home })
    const options = { session, home, page, clock, log, thumbnails: createThumbnails({ home, assets }) }
    const host = port === null ? await startUsual(options) : await startBrowserHost({ ...options, port })
    console.print(host.url)
    console.info('This is the editor: open it in a browser on this machine. Ctrl-C ends it.')
    if (open) openBrowser(host.ticketUrl(), env)
    await new Promise<void>((resolve) => {
      if (interrupted.aborted) resolve()
      interrupted.addEventListener('abort', () => resolve(), { once: true })
    })
    await host.close()
    return EXIT.done
  } finally {
    await session.close()
  }
}

/** On the usual port, or on any other where another program has that. */
async function startUsual(options: Omit<BrowserHostOptions, 'port'>): Promise<BrowserHost> {
  try {
    return await startBrowserHost({ ...options, port: USUAL_PORT })
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.data['system'] === 'EADDRINUSE')
      return startBrowserHost({ ...options, port: 0 })
    throw thrown
  }
}
