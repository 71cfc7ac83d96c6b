import { safeName } from './safeName.ts'

const placeholders = ['workflow', 'node', 'seed', 'date', 'time', 'n'] as const

/** The values of the placeholders of a name pattern. */
export type NameParts = { readonly [P in (typeof placeholders)[number]]: string }

const braces = /\{([^{}]*)\}/g

/** What is wrong with a pattern, or null. */
export function checkPattern(pattern: string): string | null {
  for (const [whole, name = ''] of pattern.matchAll(braces))
    if (!placeholders.some((candidate) => candidate === name))
      return `${JSON.stringify(whole.slice(0, 40))} is not a part of a name. Use ${list}`
  return null
}

const list = placeholders.map((name) => `{${name}}`).join(' ')

function fill(pattern: string, parts: NameParts): string {
  return pattern.replaceAll(braces, (whole, name: string) => {
    const candidate = placeholders.find((placeholder) => placeholder === name)
    return candidate === undefined ? whole : parts[candidate]
  })
}

/** The name of a file, without its extension, from a pattern. Always one safe name; `otherwise` if nothing is left. */
export const fileName = (pattern: string, parts: NameParts, otherwise = 'picture'): string =>
  safeName(fill(pattern, parts), otherwise)

/**
 * A path of folders from a pattern, joined by `/`; '' for the folder itself. The value of a placeholder is never more
 * than one folder, and nothing leads up or to a root.
 */
export function folderPath(pattern: string, parts: NameParts): string {
  return pattern
    .split(/[/\\]/)
    .map((step) => safeName(fill(step, parts), ''))
    .filter((step) => step !== '')
    .join('/')
}

const two = (number: number): string => String(number).padStart(2, '0')

/** The date and time of day in the host's time zone, in the form for names: `2026-03-09` and `14-05-59`. */
export function dateParts(milliseconds: number): Pick<NameParts, 'date' | 'time'> {
  const at = new Date(milliseconds)
  return {
    date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}-${two(at.getMinutes())}-${two(at.getSeconds())}`,
  }
}
