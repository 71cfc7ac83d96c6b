/** The origin of the page: a scheme of our own, so that no other program and no file can have it. */
export const SCHEME = 'app'
export const ORIGIN = 'app://patchbay'

/** Whether an address has exactly the page's own origin. */
export const isOwn = (address: string): boolean => address === ORIGIN || address.startsWith(`${ORIGIN}/`)
