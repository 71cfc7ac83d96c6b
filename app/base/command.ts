import type { Editor } from './editor.ts'

/** Something that the user can do, by name. The palette, the menus and the keyboard all read it from one table. */
export interface Command {
  readonly id: string
  readonly title: string
  readonly group: 'File' | 'Edit' | 'View' | 'Node' | 'Run' | 'Help'
  /** As in `Mod+Shift+S`: Mod is Ctrl, and Cmd on macOS. Several are separated by a space. */
  readonly keys: string
  /** Whether the command can run now. When absent, it always can. */
  readonly enabled?: (editor: Editor) => boolean
  /** The command needs the host, so it is disabled while the host is unreachable. */
  readonly needsHost?: true
  /** For a toggle: whether it is on for everything that is selected. */
  readonly isOn?: (editor: Editor) => boolean
  readonly run: (editor: Editor) => void | Promise<void>
}
