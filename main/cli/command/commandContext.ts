import type { Registry } from '#shared/nodes/registry.ts'
import type { Endpoint } from '#shared/catalogue/endpoint.ts'
import type { Clock } from '#shared/services.ts'
import type { HostLog } from '../../platform/openLog.ts'
import type { Workers } from '../../assets/workers/createWorkers.ts'
import type { Console } from '../console/console.ts'

/** What a command may use of the process. */
export interface CommandContext {
  readonly registry: Registry
  readonly endpoints: readonly Endpoint[]
  readonly console: Console
  readonly log: HostLog
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly random: () => number
  readonly clock: Clock
  readonly now: () => number
  /** Aborted when the person interrupts. */
  readonly interrupted: AbortSignal
  /** Sets what a person who interrupts is told. */
  readonly setInterruptMessage: (message: string) => void
  readonly version: string
  /** Threads that outlive the command; its own unless given. */
  readonly workers?: Workers
}
