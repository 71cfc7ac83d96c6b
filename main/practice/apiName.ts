/** The APIs that the practice engine speaks. */
export const apiNames = ['runcomfy', 'fal'] as const
export type ApiName = (typeof apiNames)[number]
