/** The one channel on which the page asks: a message goes out, and its answer comes back. */
export const REQUESTS = 'patchbay-requests'

/** The channel on which the host tells what happens. */
export const EVENTS = 'patchbay-events'
