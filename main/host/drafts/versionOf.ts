import { hash } from 'node:crypto'

/** What tells one state of a text from another: its SHA-256. */
export const versionOf = (text: string | Uint8Array): string => hash('sha256', text)
