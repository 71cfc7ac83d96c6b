// The number at an index of an array, or 0 outside of it. One function per kind of array: a generic one is many times
// slower.

export const byteAt = (values: Uint8Array, index: number): number => values[index] ?? 0
export const floatAt = (values: Float32Array, index: number): number => values[index] ?? 0
export const weightAt = (values: Float64Array, index: number): number => values[index] ?? 0
export const integerAt = (values: Int32Array, index: number): number => values[index] ?? 0
export const distanceAt = (values: Uint16Array | Uint32Array, index: number): number => values[index] ?? 0
