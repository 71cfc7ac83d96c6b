import type { EngineId } from '#shared/catalogue/engineId.ts'
import { AppError } from '#shared/errors.ts'
import type { Accounts, RunRequest } from '../../library/runs.ts'
import type { CommandRun } from '../requests/localRequests.ts'

/** What a host knows about the accounts that pay. */
export interface HostPayer {
  /** The origin of the current address of an engine; null if that is invalid. */
  origin(engine: EngineId): string | null
}

/** The payers of a live run according to the command, each with its engine. */
const payersOf = ({ mode }: RunRequest, command: CommandRun | undefined) =>
  mode === 'practice' ? [] : Object.entries(command?.payers ?? {})

/**
 * Before a key is looked up: if the command sets the address of an engine that the run needs, the host must use the
 * same. Throws `account.key`.
 */
export function checkOrigin(
  request: RunRequest,
  command: CommandRun | undefined,
  needed: ReadonlySet<EngineId>,
  { origin }: HostPayer,
): void {
  for (const [engine, payer] of payersOf(request, command))
    if (needed.has(engine) && payer.named && payer.origin !== origin(engine)) throw anotherAccount()
}

/**
 * A run is paid by the accounts that the command uses, or it does not run. A key for another address is no account.
 * Throws `account.key`.
 */
export function checkPayer(
  request: RunRequest,
  command: CommandRun | undefined,
  accounts: Accounts,
  { origin }: HostPayer,
): void {
  for (const [engine, payer] of payersOf(request, command)) {
    const account = accounts[engine]
    if (account === undefined || payer.origin !== origin(engine) || payer.account === null) continue
    if (payer.account !== account) throw anotherAccount()
  }
}

const anotherAccount = (): AppError =>
  new AppError(
    'account.key',
    'The editor that has the library open uses another key or address of the API than this command. Set the same one in the editor, or close it.',
  )
