// The number at a place of an array, and 0 outside of it. One for each kind of array: what reads all kinds is many times slower.

export const byteAt = (values: Uint8Array, place: number): number => values[place] ?? 0
export const floatAt = (values: Float32Array, place: number): number => values[place] ?? 0
export const weightAt = (values: Float64Array, place: number): number => values[place] ?? 0
export const integerAt = (values: Int32Array, place: number): number => values[place] ?? 0
export const distanceAt = (values: Uint16Array | Uint32Array, place: number): number => values[place] ?? 0
