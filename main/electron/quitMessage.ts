import type { RunRow } from '#shared/api/records.ts'

/** The message before the app ends while runs are active; null if there is none. */
export function quitMessage(
  rows: readonly RunRow[],
): { readonly message: string; readonly detail: string } | null {
  const running = rows.filter(({ state }) => state === 'running')
  const waiting = rows.filter(({ state }) => state === 'queued')
  const names = [...running, ...waiting].map(({ name }) => `• ${name === '' ? 'Without a name' : name}`)
  if (names.length === 0) return null
  const remote = running.some(({ mode }) => mode === 'live')
  const message =
    running.length === 0 ? `${count(waiting.length)} still waiting` : `${count(running.length)} still running`
  const detail = [
    names.slice(0, 8).join('\n') + (names.length > 8 ? `\nand ${names.length - 8} more` : ''),
    remote
      ? 'Jobs that an engine has accepted continue there and are charged. Patchbay picks them up at the next start, and nothing is paid for twice.'
      : 'They stop here, and are offered to be resumed when Patchbay is next opened.',
  ].join('\n\n')
  return { message, detail }
}

const count = (runs: number): string => (runs === 1 ? 'One run is' : `${runs} runs are`)
