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
  | PlayerAct

/** What keys do with a video or an audio file. */
export type PlayerAct =
  | 'play'
  | 'frame back'
  | 'frame on'
  | 'seek back'
  | 'seek on'
  | 'loop'
  | 'mute'
  | 'slower'
  | 'faster'

const playing: Readonly<Record<string, PlayerAct>> = {
  ' ': 'play',
  ',': 'frame back',
  '.': 'frame on',
  '<': 'slower',
  '>': 'faster',
  l: 'loop',
  m: 'mute',
}

const playingShifted: Readonly<Record<string, PlayerAct>> = {
  ArrowLeft: 'seek back',
  ArrowRight: 'seek on',
}

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

/** With Ctrl, Cmd or Alt a key belongs to the browser. `plays` is whether the viewed medium is a video or audio. */
export function actFor(
  { key, shiftKey, ctrlKey, metaKey, altKey }: Pressed,
  plays: boolean,
): ViewerAct | null {
  if (ctrlKey || metaKey || altKey) return null
  const name = key.length === 1 ? key.toLowerCase() : key
  const own = plays ? ((shiftKey ? playingShifted[key] : undefined) ?? playing[name]) : undefined
  return own ?? (shiftKey ? shifted[key] : undefined) ?? plain[name] ?? null
}
