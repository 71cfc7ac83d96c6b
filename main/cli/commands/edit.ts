import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { BrowserHost, BrowserHostOptions } from '../../browser/startBrowserHost.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import { openBrowser } from '../editor/openBrowser.ts'
import { createReveal } from '../editor/revealFile.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import type { GivenOptions } from '../command/engineOption.ts'
import { destinationOf, modeOptions } from '../command/engineOption.ts'
import { flag, integer } from '../command/options.ts'

export default defineCommand({
  name: 'edit',
  group: 'editor',
  summary: 'Serve the editor, and open it in a browser',
  details: [
    'It starts in the mode that was last used in it, unless an argument or the environment names one.',
    'Its address is printed on standard output. Press Ctrl-C to stop it.',
  ],
  options: {
    ...modeOptions,
    port: integer({
      value: 'n',
      low: 0,
      high: 65_535,
      summary: 'Port of 127.0.0.1 to listen on; by default 41705, or a free one where that is taken',
    }),
    'no-open': flag('Only print the address'),
  },
  run: edit,
})

interface EditArguments extends GivenOptions {
  /** Null: the usual one, or any other if that is taken. */
  readonly port: number | null
  readonly 'no-open': boolean
}

/** Always the same if possible: a browser remembers permissions by port. */
const USUAL_PORT = 41_705

/** The built page is beside the built command line. */
const page = join(import.meta.dirname, '../page')

/** Serves the editor until it is interrupted. Its address goes to standard output. */
async function edit(
  { port, 'no-open': noOpen, ...modes }: EditArguments,
  { types, endpoints, console, env, interrupted, log, setInterruptMessage, version }: CommandContext,
): Promise<ExitCode> {
  setInterruptMessage(
    'Stopping: started jobs continue at the engine, and are picked up at the next start. Press Ctrl-C again to quit at once.',
  )
  // Other commands do not need them.
  const { startBrowserHost } = await import('../../browser/startBrowserHost.ts')
  const { openSession } = await import('../../transports/openSession.ts')
  const { mode, only, from } = destinationOf(modes, env)
  const given = { mode: from === null ? null : mode, only }
  const session = await openSession({
    env,
    types,
    endpoints,
    version,
    given,
    what: 'patchbay edit',
    reveal: createReveal(process.platform, env),
    log,
  })
  try {
    const { clock, home } = session.library
    const pictures = session.library.assets({ folder: home })
    const options = { session, home, page, clock, log, pictures }
    const host =
      port === null
        ? await startUsual(startBrowserHost, options)
        : await startBrowserHost({ ...options, port })
    console.print(host.url)
    console.info(
      'The editor is running. Open this address in a browser on this machine; press Ctrl-C to stop.',
    )
    if (!noOpen) openBrowser(host.oneTimeUrl(), env)
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

/** On the usual port, or on any other if that is in use. */
async function startUsual(
  start: (options: BrowserHostOptions) => Promise<BrowserHost>,
  options: Omit<BrowserHostOptions, 'port'>,
): Promise<BrowserHost> {
  try {
    return await start({ ...options, port: USUAL_PORT })
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.data['system'] === 'EADDRINUSE')
      return start({ ...options, port: 0 })
    throw thrown
  }
}
