import { AppError } from '#shared/errors.ts'
import type { RunRequest } from '../../library/runs.ts'
import type { CommandRun } from '../requests/localRequests.ts'

/** What a host knows of who pays. `origin` is that of the address that is set; null where what is set is none. */
export interface HostPayer {
  readonly origin: string | null
}

const payerOf = ({ engine }: RunRequest, command: CommandRun | undefined): CommandRun['payer'] =>
  engine === 'practice' ? null : (command?.payer ?? null)

/** Before a key is looked for: where the command says where the API is, the host means the same. Throws `account.key`. */
export function checkOrigin(
  request: RunRequest,
  command: CommandRun | undefined,
  { origin }: HostPayer,
): void {
  const payer = payerOf(request, command)
  if (payer?.named === true && payer.origin !== origin) throw anotherAccount()
}

/**
 * What is run is paid for by the one whom the command means, or it is not run. A key for another address means nobody. Throws
 * `account.key`.
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
