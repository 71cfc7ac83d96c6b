import type { ShellCommand } from '#shared/api/records.ts'
import { acceleratorOf } from './accelerator.ts'
import type { MenuEntry } from './electron.ts'

/** The actions of menus, besides those of the page. */
export interface MenuActs {
  /** A command was chosen. */
  readonly choose: (id: string) => void
  /** Keys of an editing command arrived here, so the focused element takes text. */
  readonly editText: (act: TextAct) => void
  /** Asks for files to open. */
  readonly openFile: () => void
  readonly showLog: () => void
  /** Whether one of our windows has the focus: then the page handles its keys itself. */
  readonly hasFocus: () => boolean
}

/** Commands that apply to a text field by their keys, and to the canvas from the menu. */
export type TextAct = 'undo' | 'redo' | 'selectAll'

const textActs: Readonly<Record<string, TextAct>> = {
  'edit.undo': 'undo',
  'edit.redo': 'redo',
  'edit.selectAll': 'selectAll',
}

/** What the page does at the events of these commands. */
const clipboard: Readonly<Record<string, 'copy' | 'cut' | 'paste'>> = {
  'edit.copy': 'copy',
  'edit.cut': 'cut',
  'edit.paste': 'paste',
}

/** The standard menus, in their order; the page's commands are added to them, or before the last two. */
const groups = ['File', 'Edit', 'View', 'Node', 'Run'] as const
const separator: MenuEntry = { type: 'separator' }

/**
 * The menus, from the page's own table of commands. Before the page has sent it, they are those of every program,
 * including the six text editing commands.
 */
export function menuTemplate(
  commands: readonly ShellCommand[],
  acts: MenuActs,
  platform: NodeJS.Platform = process.platform,
): MenuEntry[] {
  const mac = platform === 'darwin'
  const others = [...new Set(commands.map(({ group }) => group))].filter(
    (group) => group !== 'Help' && !groups.some((name) => name === group),
  )
  const entriesOf = (group: string): MenuEntry[] =>
    commands.filter((command) => command.group === group).map((command) => entryOf(command, acts))
  const file: MenuEntry[] = [
    ...entriesOf('File'),
    ...(mac ? [separator, recent] : []),
    separator,
    mac ? { role: 'close' } : { role: 'quit' },
  ]
  const bodies: Readonly<Record<string, MenuEntry[]>> = {
    File: file,
    Edit: [...textRoles(commands), ...entriesOf('Edit')],
    View: [...entriesOf('View'), separator, { role: 'togglefullscreen' }],
  }
  const menus = [...groups, ...others].map((label): MenuEntry => ({
    label,
    submenu: bodies[label] ?? entriesOf(label),
  }))
  return [
    ...(mac ? [macMenu] : []),
    ...menus.filter(({ submenu }) => submenu?.length !== 0),
    ...(mac ? [windowMenu] : []),
    {
      label: 'Help',
      role: 'help',
      submenu: commands.some(({ id }) => id === 'help.log')
        ? entriesOf('Help')
        : [...entriesOf('Help'), separator, { label: 'Show log', click: acts.showLog }],
    },
  ]
}

function entryOf(command: ShellCommand, acts: MenuActs): MenuEntry {
  const { id, keys, title } = command
  const role = clipboard[id]
  if (role !== undefined) return { role, label: title }
  const accelerator = acceleratorOf(keys)
  const textAct = textActs[id]
  return {
    label: title,
    // Shown here and handled by the page, so that a text field keeps its own. macOS handles them anyway.
    ...(accelerator === null ? {} : { accelerator, registerAccelerator: false }),
    click(_item, _window, { triggeredByAccelerator = false }) {
      // The page has received these keys before, and did not use them as a command.
      if (triggeredByAccelerator && textAct !== undefined) acts.editText(textAct)
      else if (triggeredByAccelerator && acts.hasFocus()) return
      else if (id === 'file.openFile') acts.openFile()
      else acts.choose(id)
    },
  }
}

/** The six text editing roles, without those that the page has commands for. */
function textRoles(commands: readonly ShellCommand[]): MenuEntry[] {
  const ids = new Set(commands.map(({ id }) => id))
  return Object.entries({ ...textActs, ...clipboard })
    .filter(([id]) => !ids.has(id))
    .map(([, role]) => ({ role }))
}

const recent: MenuEntry = {
  label: 'Open recent',
  role: 'recentDocuments',
  submenu: [{ role: 'clearRecentDocuments' }],
}

const macMenu: MenuEntry = {
  label: 'Patchbay',
  submenu: [
    { role: 'about' },
    separator,
    { role: 'services' },
    separator,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    separator,
    { role: 'quit' },
  ],
}

const windowMenu: MenuEntry = {
  label: 'Window',
  role: 'window',
  submenu: [{ role: 'minimize' }, { role: 'zoom' }, separator, { role: 'front' }],
}
