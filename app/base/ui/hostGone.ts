import { createContext } from 'react'

/**
 * Whether the host is unreachable: controls that need it are then disabled. The shell provides it, so that buttons need
 * not know about connections.
 */
export const HostGoneContext = createContext(false)

/** Why a control that needs the host is disabled. */
export const HOST_GONE = 'Not available while the host is disconnected'
