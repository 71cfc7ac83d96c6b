import type { Mood } from './mood.ts'
import type { Palette } from './palette.ts'
import type { Random } from './random.ts'

/** The canvas and the sources of a scene. Lengths are pixels. */
export interface DrawContext {
  readonly width: number
  readonly height: number
  /** A hundredth of the shorter side: the measure of everything that keeps its proportions. */
  readonly unit: number
  /** The amount of detail, about 0.6 (few steps) to 1.4 (many). */
  readonly detail: number
  readonly mood: Mood
  readonly palette: Palette
  readonly random: Random
}

/** Draws on a stage: SVG without its outermost element. */
export type Scene = (context: DrawContext) => string

export const createDrawContext = (
  size: { readonly width: number; readonly height: number },
  detail: number,
  mood: Mood,
  palette: Palette,
  random: Random,
): DrawContext => ({
  width: size.width,
  height: size.height,
  unit: Math.min(size.width, size.height) / 100,
  detail,
  mood,
  palette,
  random,
})

/** A count that grows with the amount of detail; never below one. */
export const count = (context: DrawContext, usual: number): number =>
  Math.max(1, Math.round(usual * context.detail))

/** Parts of a drawing, back to front. */
export const layers = (...parts: readonly string[]): string => parts.join('')

/** `amount` results of a function of the index 0, 1, 2 … */
export const repeat = <T>(amount: number, make: (index: number) => T): T[] =>
  Array.from({ length: amount }, (_, index) => make(index))
