import { UNIT } from '#shared/mask/points.ts'
import type { Editor } from '../base/editor.ts'
import { defineStore } from '../base/editor.ts'

export const tools = ['brush', 'rectangle', 'ellipse', 'lasso', 'fill'] as const
export type Tool = (typeof tools)[number]

/** Colours for the mask over the picture: one of them is visible on any picture. */
export const tints = {
  red: 0xff4d4d,
  green: 0x3ddc84,
  blue: 0x4d9bff,
  yellow: 0xffd23f,
  white: 0xffffff,
} as const
export type Tint = keyof typeof tints

/** The settings of the brush and of the display. They persist between paintings. */
export interface BrushSettings {
  readonly tool: Tool
  /** Whether the tool erases. */
  readonly erase: boolean
  /** The width of the brush, in 1/65536 of the longer side of the picture. */
  readonly size: number
  /** From 0 to 100, as `opacity` and `cover`. */
  readonly hardness: number
  readonly opacity: number
  readonly tint: Tint
  /** The opacity of the mask over the picture where the mask is white. */
  readonly cover: number
  /** Shows the mask without the picture. */
  readonly alone: boolean
}

export const brushStore = defineStore<BrushSettings>(() => ({
  tool: 'brush',
  erase: false,
  size: Math.round(0.06 * UNIT),
  hardness: 80,
  opacity: 100,
  tint: 'red',
  cover: 55,
  alone: false,
}))

export const setBrush = (editor: Editor, change: Partial<BrushSettings>): void =>
  editor.get(brushStore).setState(change)

export const LEAST_SIZE = 32
export const MAX_SIZE = UNIT

/** A brush one step wider (1) or narrower (−1): by an eighth, at least by one pixel. */
export function stepSize(size: number, direction: 1 | -1, longerSide: number): number {
  const pixel = UNIT / longerSide
  const step = Math.max(pixel, size / 8)
  return Math.round(Math.min(MAX_SIZE, Math.max(pixel, LEAST_SIZE, size + direction * step)))
}

/** Changes hardness or opacity by this many percent. */
export const stepPercent = (value: number, by: number): number => Math.min(100, Math.max(0, value + by))
