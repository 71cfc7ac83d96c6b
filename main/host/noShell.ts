import { AppError } from '#shared/errors.ts'
import type { Handlers } from '#shared/api/serve.ts'

const refuse = (): never => {
  throw new AppError(
    'input.invalid',
    'Only the desktop app can hand out files. In a browser, save the picture instead.',
  )
}

/** The answers of a host without menus and windows of its own. */
export const noShell: Pick<Handlers, Extract<keyof Handlers, `shell.${string}`>> = {
  'shell.commands': () => ({}),
  'shell.reveal': refuse,
  'shell.openFolder': refuse,
  'shell.drag': refuse,
}
