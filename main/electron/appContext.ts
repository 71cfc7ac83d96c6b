import type { OpenSessionOptions } from '../transports/openSession.ts'
import type { UpdatePolicy, Updater } from './update.ts'

/** What the app is started with. */
export interface AppContext extends Pick<OpenSessionOptions, 'endpoints' | 'env' | 'types' | 'version'> {
  readonly platform: NodeJS.Platform
  /** The program's command-line arguments, and the working folder. */
  readonly words: readonly string[]
  readonly folder: string
  /** The folder of the built page. */
  readonly page: string
  readonly preload: string
  readonly now: () => number
  /** Calls back with an uncaught error. */
  readonly onFault: (call: (thrown: unknown) => void) => void
  /** Decided when this copy was built. */
  readonly updates: UpdatePolicy
  readonly loadUpdater: () => Promise<Updater>
}
