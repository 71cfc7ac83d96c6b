/** Where the page comes from: a scheme of our own, so that no other program and no file can be it. */
export const SCHEME = 'app'
export const ORIGIN = 'app://patchbay'

/** Whether an address lies at the page's own origin, letter by letter. */
export const isOwn = (address: string): boolean => address === ORIGIN || address.startsWith(`${ORIGIN}/`)
