import type { OpenSessionOptions } from '../transports/openSession.ts'
import type { UpdatePolicy, Updater } from './update.ts'

/** What the app is started with. */
export interface AppContext extends Pick<OpenSessionOptions, 'endpoints' | 'env' | 'registry' | 'version'> {
  readonly platform: NodeJS.Platform
  /** What stood behind the program on its command line, and the folder that this was said in. */
  readonly words: readonly string[]
  readonly folder: string
  /** The folder of the built page. */
  readonly page: string
  readonly preload: string
  readonly now: () => number
  /** Calls back with what nobody has caught. */
  readonly onFault: (call: (thrown: unknown) => void) => void
  /** Decided where this copy was built. */
  readonly updates: UpdatePolicy
  readonly loadUpdater: () => Promise<Updater>
}
