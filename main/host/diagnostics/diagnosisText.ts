import type { Diagnosis } from './diagnose.ts'

/** A diagnosis as text for a bug report. */
export function diagnosisText({
  version,
  node,
  platform,
  library,
  mode,
  engines,
  log,
  problems,
}: Diagnosis): string {
  const { store, heldBy, freeBytes } = library
  const lines = [
    `Patchbay ${version} · Node ${node} · ${platform}`,
    `Library: ${library.folder}${heldBy === null ? '' : `, in use by process ${heldBy.pid} (${heldBy.what})`}`,
    `Store: ${storeText(store)}`,
    `Free space: ${freeBytes === null ? 'not known' : size(freeBytes)}`,
    `Mode: ${mode}`,
    ...engines.map(
      ({ title, address, key, reached }) =>
        `Engine: ${title}; address: ${address}; key: ${key}; reached: ${reached}`,
    ),
    `Log: ${log.folder}`,
    ...(log.errors ?? []).map(({ at, level, event, codes }) =>
      `  ${at} ${level} ${event} ${codes.join(' ')}`.trimEnd(),
    ),
    ...(problems.length === 0
      ? ['No problems found.']
      : problems.map(({ code, words }) => `Problem: ${words} (${code})`)),
  ]
  return lines.join('\n')
}

function storeText(store: Diagnosis['library']['store']): string {
  if (store.state === 'none') return 'there is none yet'
  if (store.state === 'wrong') return `${store.code}, ${size(store.bytes)}`
  const { bytes, version, newest, runs, jobs } = store
  const states = Object.entries(jobs).map(([state, number]) => `${number} ${state}`)
  const known = version === newest ? '' : ` (this program makes ${newest})`
  return `sound, ${size(bytes)}, version ${version}${known}, runs: ${runs}, jobs: ${states.join(', ') || '0'}`
}

const size = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`
