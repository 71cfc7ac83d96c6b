import { flatness } from './flatness.ts'
import { placement } from './placement.ts'
import type { Property } from './property.ts'
import { sameness } from './sameness.ts'
import { softness } from './softness.ts'

export const properties: readonly Property[] = [...flatness, ...softness, ...placement, ...sameness]
