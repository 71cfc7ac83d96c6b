import { hash } from 'node:crypto'

/** The identity of a text's state: its SHA-256. */
export const versionOf = (text: string | Uint8Array): string => hash('sha256', text)
