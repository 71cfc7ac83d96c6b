import type { Colour } from './colour.ts'
import { css } from './colour.ts'

export type Point = readonly [x: number, y: number]

/** What a shape is filled with: a colour, or the id of a gradient. */
export type Fill = Colour | { readonly gradient: string }

/** A number as it is written into a drawing: a tenth of a pixel is enough. */
export const n = (value: number): string => String(Math.round(value * 10) / 10)

const paint = (fill: Fill): string => ('gradient' in fill ? `url(#${fill.gradient})` : css(fill))

// Per-shape `fill-opacity`, never `opacity`: the latter makes the renderer open a layer for each shape.
const seeThrough = (opacity: number): string =>
  opacity >= 1 ? '' : ` fill-opacity="${Math.round(opacity * 1000) / 1000}"`

export const shape = (d: string, fill: Fill, opacity = 1): string =>
  d === '' ? '' : `<path d="${d}" fill="${paint(fill)}"${seeThrough(opacity)}/>`

export const line = (d: string, stroke: Fill, width: number, opacity = 1): string =>
  d === ''
    ? ''
    : `<path d="${d}" fill="none" stroke="${paint(stroke)}" stroke-width="${n(width)}" stroke-linecap="round" ` +
      `stroke-linejoin="round" stroke-opacity="${Math.round(opacity * 1000) / 1000}"/>`

export const rectangle = (x: number, y: number, w: number, h: number, fill: Fill, opacity = 1): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(0, w))}" height="${n(Math.max(0, h))}" fill="${paint(fill)}"${seeThrough(opacity)}/>`

export const disc = (x: number, y: number, r: number, fill: Fill, opacity = 1): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${paint(fill)}"${seeThrough(opacity)}/>`

export const oval = (x: number, y: number, rx: number, ry: number, fill: Fill, opacity = 1): string =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${paint(fill)}"${seeThrough(opacity)}/>`

/** The path of a disc, for many discs in one shape. */
export const discPath = (x: number, y: number, r: number): string =>
  `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0z`

/** The path of a straight-edged closed figure. */
export const polygon = (points: readonly Point[]): string =>
  points.length === 0 ? '' : `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}z`

/** A soft curve through points, without `M`…`z`: each point bends the line, which passes through the midpoints. */
export function curve(points: readonly Point[]): string {
  const [first] = points
  if (first === undefined) return ''
  let d = `${n(first[0])} ${n(first[1])}`
  for (let at = 1; at < points.length; at += 1) {
    const [x, y] = points[at] ?? first
    const after = points[at + 1]
    const [ex, ey] = after === undefined ? [x, y] : [(x + after[0]) / 2, (y + after[1]) / 2]
    d += `Q${n(x)} ${n(y)} ${n(ex)} ${n(ey)}`
  }
  return d
}

/** A gradient stop: place 0–1, colour, opacity 0–1. */
export type Stop = readonly [place: number, colour: Colour, opacity?: number]

const stops = (list: readonly Stop[]): string =>
  list
    .map(
      ([index, at, opacity = 1]) =>
        `<stop offset="${Math.round(index * 1000) / 1000}" stop-color="${css(at)}" stop-opacity="${Math.round(opacity * 1000) / 1000}"/>`,
    )
    .join('')

/** A gradient between two points in pixels, from top to bottom by default. */
export const linear = (id: string, from: Point, to: Point, list: readonly Stop[]): string =>
  `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${n(from[0])}" y1="${n(from[1])}" ` +
  `x2="${n(to[0])}" y2="${n(to[1])}">${stops(list)}</linearGradient>`

export const radial = (id: string, [x, y]: Point, r: number, list: readonly Stop[]): string =>
  `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${n(x)}" cy="${n(y)}" r="${n(r)}">${stops(list)}</radialGradient>`

/** A soft light: a disc that fades out, no larger than it must be, since gradients are what costs time. */
export const glow = (id: string, [x, y]: Point, r: number, at: Colour, opacity: number): string =>
  radial(id, [x, y], r, [
    [0, at, opacity],
    [0.35, at, opacity * 0.45],
    [0.7, at, opacity * 0.12],
    [1, at, 0],
  ]) + disc(x, y, r, { gradient: id })

export const moved = (x: number, y: number, inner: string, scale = 1): string =>
  `<g transform="translate(${n(x)} ${n(y)}) scale(${Math.round(scale * 1000) / 1000})">${inner}</g>`

export const turned = (degrees: number, [x, y]: Point, inner: string): string =>
  `<g transform="rotate(${n(degrees)} ${n(x)} ${n(y)})">${inner}</g>`

export const picture = (width: number, height: number, inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${inner}</svg>`
