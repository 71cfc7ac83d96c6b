/** What a status word means for a job; `unknown` for a word that nobody knows, which is no failure. */
export type Phase = 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled' | 'unknown'

// The documented words and those that clients in the field meet.
const phases: Readonly<Record<string, Phase>> = {
  in_queue: 'waiting',
  pending: 'waiting',
  waiting: 'waiting',
  starting: 'running',
  in_progress: 'running',
  processing: 'running',
  completed: 'completed',
  succeeded: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
}

export function readPhase(word: string): Phase {
  const plain = word.trim().toLowerCase().replace(/[ -]/g, '_')
  return Object.hasOwn(phases, plain) ? (phases[plain] ?? 'unknown') : 'unknown'
}
