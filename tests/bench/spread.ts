import { createRandom } from '#main/practice/draw/random.ts'

/**
 * Draws durations around `usual`, normally distributed with a standard deviation of `spread` (relative to it): the same
 * for the same seed, so that every client gets the same jobs.
 */
export function spreadAround(usual: number, spread: number, seed: string): () => number {
  const { next } = createRandom(seed)
  return () => {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    return usual * Math.max(0.3, 1 + spread * normal)
  }
}
