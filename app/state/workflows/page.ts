import { definePart } from '../../base/editor.ts'

/** Tells this page from others on the same library, for as long as it is shown. */
export const page = definePart((): string => crypto.randomUUID())
