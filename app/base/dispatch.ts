import { createContext, useContext } from 'react'
import type { Command } from './command.ts'

/** The commands of the page, by id. A feature names a command here, and need not import what carries it out. */
export interface Dispatcher {
  readonly commands: readonly Command[]
  /** The command with this id, or null. */
  readonly find: (id: string) => Command | null
  /** Whether a command can be run now. */
  readonly isEnabled: (command: Command) => boolean
  /** Runs the command with this id, unless it cannot be run now. What it throws is shown to the user. */
  readonly call: (id: string) => void
}

const noCommands: Dispatcher = {
  commands: [],
  find: () => null,
  isEnabled: () => false,
  call: () => {},
}

/** The shell provides the dispatcher; without it there are no commands. */
export const DispatchContext = createContext(noCommands)

export const useDispatch = (): Dispatcher => useContext(DispatchContext)
