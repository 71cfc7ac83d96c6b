/** A small generator of its own, so that every client is given the same jobs. Numbers in [0, 1). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Draws times around `usual`, normally distributed with a standard deviation of `spread` (a part of it). */
export function spreadAround(usual: number, spread: number, random: () => number): () => number {
  return () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return usual * Math.max(0.3, 1 + spread * normal)
  }
}
