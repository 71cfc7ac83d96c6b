import { createContext } from 'react'

/**
 * Whether the host cannot be reached: what asks it for something cannot be pressed then. The shell provides it, so that buttons
 * know nothing of connections.
 */
export const HostGoneContext = createContext(false)

/** Why a control that asks the host for something does nothing. */
export const HOST_GONE = 'Not available while the host is disconnected'
