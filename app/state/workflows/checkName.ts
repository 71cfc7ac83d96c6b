import { safeName } from '#nodes/local/naming/safeName.ts'
import type { WorkflowEntry } from '#shared/api/records.ts'
import type { NameVerdict } from '../../base/showDialog.ts'

/** Names that differ only in case are the same on some systems. */
const fold = (name: string): string => safeName(name, '').normalize('NFC').toLowerCase()

/** The saved workflow that already has this name. */
export const findByName = (name: string, entries: readonly WorkflowEntry[]): WorkflowEntry | null =>
  entries.find((entry) => fold(entry.name) === fold(name)) ?? null

/** Why a workflow cannot be saved under a name, for the user who types it. */
export function checkName(name: string, entries: readonly WorkflowEntry[]): NameVerdict {
  if (name.trim() === '') return { ok: false, why: 'A workflow needs a name.', canReplace: false }
  const safe = safeName(name, '')
  if (safe === '')
    return { ok: false, why: 'This cannot be a file name. Use letters or digits.', canReplace: false }
  const existing = findByName(name, entries)
  if (existing !== null)
    return {
      ok: false,
      why: `A workflow called ${existing.name} already exists. Choose another name, or replace it.`,
      canReplace: true,
    }
  return safe === name.trim() ? { ok: true } : { ok: true, hint: `It will be called ${safe}.` }
}

/** The name itself, or with the first number that makes it unique. */
export function freeName(name: string, entries: readonly WorkflowEntry[]): string {
  for (let count = 1; ; count++) {
    const next = count === 1 ? name : `${name} (${count})`
    if (findByName(next, entries) === null) return next
  }
}
