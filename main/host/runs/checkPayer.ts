import { AppError } from '#shared/errors.ts'
import type { RunRequest } from '../../library/runs.ts'
import type { CommandRun } from '../requests/localRequests.ts'

/** What a host knows about the account that pays. `origin` is that of the current address; null if that is invalid. */
export interface HostPayer {
  readonly origin: string | null
}

const payerOf = ({ engine }: RunRequest, command: CommandRun | undefined): CommandRun['payer'] =>
  engine === 'practice' ? null : (command?.payer ?? null)

/**
 * Before a key is looked up: if the command sets the address of the API, the host must use the same. Throws
 * `account.key`.
 */
export function checkOrigin(
  request: RunRequest,
  command: CommandRun | undefined,
  { origin }: HostPayer,
): void {
  const payer = payerOf(request, command)
  if (payer?.named === true && payer.origin !== origin) throw anotherAccount()
}

/**
 * A run is paid by the account that the command uses, or it does not run. A key for another address is no account.
 * Throws `account.key`.
 */
export function checkPayer(
  request: RunRequest,
  command: CommandRun | undefined,
  { origin, account }: HostPayer & { readonly account: string },
): void {
  const payer = payerOf(request, command)
  if (payer === null || payer.origin !== origin || payer.account === null) return
  if (payer.account !== account) throw anotherAccount()
}

const anotherAccount = (): AppError =>
  new AppError(
    'account.key',
    'The editor that has the library open uses another key or address of the API than this command. Set the same one in the editor, or close it.',
  )
