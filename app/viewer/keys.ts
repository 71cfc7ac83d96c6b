/** The action of a key in the viewer. */
export type ViewerAct =
  | 'previous'
  | 'next'
  | 'zoom in'
  | 'zoom out'
  | 'fit'
  | 'whole'
  | 'pan left'
  | 'pan right'
  | 'pan up'
  | 'pan down'
  | 'compare'
  | 'story'
  | 'back'

const plain: Readonly<Record<string, ViewerAct>> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  '+': 'zoom in',
  '=': 'zoom in',
  '-': 'zoom out',
  _: 'zoom out',
  '0': 'fit',
  '1': 'whole',
  c: 'compare',
  i: 'story',
  Backspace: 'back',
}

const shifted: Readonly<Record<string, ViewerAct>> = {
  ArrowLeft: 'pan left',
  ArrowRight: 'pan right',
  ArrowUp: 'pan up',
  ArrowDown: 'pan down',
}

export interface Pressed {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** With Ctrl, Cmd or Alt a key belongs to the browser. */
export function actFor({ key, shiftKey, ctrlKey, metaKey, altKey }: Pressed): ViewerAct | null {
  if (ctrlKey || metaKey || altKey) return null
  return (shiftKey ? shifted[key] : undefined) ?? plain[key.length === 1 ? key.toLowerCase() : key] ?? null
}
