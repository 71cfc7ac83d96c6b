import { createContext, useContext } from 'react'
import type { Command } from './command.ts'

/** The commands of the page, by id. A feature names a command here, so that it need not import the implementation. */
export interface Dispatcher {
  readonly commands: readonly Command[]
  /** The command with this id, or null. */
  readonly find: (id: string) => Command | null
  /** Whether a command can be run now. */
  readonly isEnabled: (command: Command) => boolean
  /** Runs the command with this id if it can run now. Shows the user any error that it throws. */
  readonly call: (id: string) => void
}

const noCommands: Dispatcher = {
  commands: [],
  find: () => null,
  isEnabled: () => false,
  call: () => {},
}

/** Set by the shell. Without a dispatcher there are no commands. */
export const DispatchContext = createContext(noCommands)

export const useDispatch = (): Dispatcher => useContext(DispatchContext)
