/** The channel of a request. */
export const channelOf = (name: string): string => `patchbay:${name}`

/** The channel on which the host tells what happens. */
export const EVENTS = 'patchbay-events'
