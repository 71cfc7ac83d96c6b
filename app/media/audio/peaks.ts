/** The loudest moment of each part of an audio file. */
export interface Peaks {
  /** Adds samples from -1 to 1, of which the first one is at `at` seconds. */
  add(samples: Float32Array, at: number, rate: number): void
  /** From 0 to 1, in relation to the loudest of all. */
  heights(): readonly number[]
}

/** For `count` parts of equal duration; `start` and `duration` in seconds. */
export function createPeaks(count: number, start: number, duration: number): Peaks {
  const peaks = new Float32Array(count)
  return {
    add(samples, at, rate) {
      for (const [index, sample] of samples.entries()) {
        const part = Math.floor(((at + index / rate - start) / duration) * count)
        const loud = Math.abs(sample)
        if (part >= 0 && part < count && loud > (peaks[part] ?? 0)) peaks[part] = loud
      }
    },
    heights() {
      const loudest = Math.max(...peaks)
      return Array.from(peaks, (peak) => (loudest === 0 ? 0 : peak / loudest))
    },
  }
}
