import { definePart } from '../../base/editor.ts'

/** Distinguishes this page from others with the same library, as long as it is open. */
export const page = definePart((): string => crypto.randomUUID())
