import type { Phase } from '#main/jobs/jobClient.ts'

// The documented states and those that clients observe in practice.
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
