import { safeName } from '#nodes/local/naming/safeName.ts'

const ENDING = '.patchbay.json'

/** What the workflow in a file is called, or null where it is no workflow's file. */
export function nameOf(file: string): string | null {
  const name = file.endsWith(ENDING) ? file.slice(0, -ENDING.length) : ''
  return name === '' || name.startsWith('.') ? null : name
}

/**
 * A file for a workflow of this name, beside those that are there: made safe, and counted up until it is free. Names that
 * differ in nothing but case are one on some systems.
 */
export function freeFile(name: string, taken: readonly string[]): string {
  const safe = safeName(name, 'workflow')
  const used = new Set(taken.map(fold))
  for (let count = 1; ; count++) {
    const file = `${safe}${count === 1 ? '' : ` (${count})`}${ENDING}`
    if (!used.has(fold(file))) return file
  }
}

const fold = (file: string): string => file.normalize('NFC').toLowerCase()
