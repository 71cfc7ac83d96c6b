import type { Editor } from './editor.ts'

/** Something a person can do, by name: in the palette, the menus, and with keys. One table feeds them all. */
export interface Command {
  readonly id: string
  readonly title: string
  readonly group: 'File' | 'Edit' | 'View' | 'Node' | 'Run' | 'Help'
  /** As in `Mod+Shift+S`: Mod is Ctrl, and Cmd on macOS. Several are separated by a space. */
  readonly keys: string
  /** Whether it can be done now; always, where absent. */
  readonly enabled?: (editor: Editor) => boolean
  /** It asks the host for something: while that is gone it cannot be done. */
  readonly needsHost?: true
  /** For what is on or off: which of the two it is now, of all that is selected. */
  readonly isOn?: (editor: Editor) => boolean
  readonly run: (editor: Editor) => void | Promise<void>
}
