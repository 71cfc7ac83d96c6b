import { safeName } from '#nodes/local/naming/safeName.ts'

const ENDING = '.patchbay.json'

/** The name of the workflow in a file, or null if it is not a workflow's file. */
export function nameOf(file: string): string | null {
  const name = file.endsWith(ENDING) ? file.slice(0, -ENDING.length) : ''
  return name === '' || name.startsWith('.') ? null : name
}

/**
 * A file name for a workflow with this name, beside the existing ones: made safe, and numbered until it is free. Names
 * that differ only in case are the same on some systems.
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
