import type { Tool } from './brushSettings.ts'

/** The action of a key in the mask editor. */
export type MaskAct =
  | { readonly act: 'tool'; readonly tool: Tool; readonly erase?: boolean }
  | {
      readonly act:
        | 'swap'
        | 'undo'
        | 'redo'
        | 'invert'
        | 'clear'
        | 'fit'
        | 'whole'
        | 'nearer'
        | 'farther'
        | 'alone'
        | 'pen'
    }
  | { readonly act: 'size' | 'hardness'; readonly by: 1 | -1 }
  | { readonly act: 'opacity'; readonly to: number }
  /** Moves by steps of the crosshair: `far` is ten times as far, `near` a single pixel. */
  | {
      readonly act: 'move'
      readonly dx: number
      readonly dy: number
      readonly distance: 'far' | 'near' | 'step'
    }

export interface MaskKey {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

const plain: ReadonlyMap<string, MaskAct> = new Map<string, MaskAct>([
  ['b', { act: 'tool', tool: 'brush', erase: false }],
  ['e', { act: 'tool', tool: 'brush', erase: true }],
  ['r', { act: 'tool', tool: 'rectangle' }],
  ['o', { act: 'tool', tool: 'ellipse' }],
  ['l', { act: 'tool', tool: 'lasso' }],
  ['g', { act: 'tool', tool: 'fill' }],
  ['x', { act: 'swap' }],
  ['m', { act: 'alone' }],
  ['f', { act: 'fit' }],
  ['.', { act: 'fit' }],
  ['+', { act: 'nearer' }],
  ['=', { act: 'nearer' }],
  ['-', { act: 'farther' }],
  ['[', { act: 'size', by: -1 }],
  [']', { act: 'size', by: 1 }],
  ['{', { act: 'hardness', by: -1 }],
  ['}', { act: 'hardness', by: 1 }],
  ['delete', { act: 'clear' }],
  ['backspace', { act: 'clear' }],
  ['enter', { act: 'pen' }],
])

const withControl: ReadonlyMap<string, MaskAct> = new Map<string, MaskAct>([
  ['z', { act: 'undo' }],
  ['y', { act: 'redo' }],
  ['i', { act: 'invert' }],
  ['0', { act: 'fit' }],
  ['1', { act: 'whole' }],
  ['=', { act: 'nearer' }],
  ['+', { act: 'nearer' }],
  ['-', { act: 'farther' }],
])

const arrows: ReadonlyMap<string, readonly [number, number]> = new Map<string, readonly [number, number]>([
  ['ArrowLeft', [-1, 0]],
  ['ArrowRight', [1, 0]],
  ['ArrowUp', [0, -1]],
  ['ArrowDown', [0, 1]],
])

/** The action of a press; null leaves it to the browser. Cmd counts as Ctrl. */
export function maskAct(press: MaskKey): MaskAct | null {
  const { key, code, shiftKey, altKey } = press
  const control = press.ctrlKey || press.metaKey
  if (altKey) return null
  const arrow = arrows.get(key)
  if (arrow !== undefined)
    return { act: 'move', dx: arrow[0], dy: arrow[1], distance: shiftKey ? 'far' : control ? 'near' : 'step' }
  const sign = key.toLowerCase()
  if (control) return sign === 'z' && shiftKey ? { act: 'redo' } : (withControl.get(sign) ?? null)
  // By position, because on many keyboards brackets need a modifier.
  if (code === 'BracketLeft' || code === 'BracketRight')
    return { act: shiftKey ? 'hardness' : 'size', by: code === 'BracketLeft' ? -1 : 1 }
  if (/^[0-9]$/.test(key)) return { act: 'opacity', to: key === '0' ? 100 : Number(key) * 10 }
  return plain.get(sign) ?? null
}
