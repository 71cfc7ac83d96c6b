/** The only channel for the page's requests: a message is sent, and its answer is returned. */
export const REQUESTS = 'patchbay-requests'

/** The channel of the host's events. */
export const EVENTS = 'patchbay-events'
