import { expect, test } from 'vitest'
import type { ShellCommand } from '#shared/api/records.ts'
import { acceleratorOf } from './accelerator.ts'
import type { MenuEntry } from './electron.ts'
import type { MenuActs } from './menu.ts'
import { menuTemplate } from './menu.ts'

const command = (id: string, group: string, keys = ''): ShellCommand => ({ id, title: id, group, keys })
const commands = [
  command('file.save', 'File', 'Mod+S'),
  command('file.openFile', 'File', 'Mod+Shift+O'),
  command('edit.undo', 'Edit', 'Mod+Z'),
  command('edit.copy', 'Edit', 'Mod+C'),
  command('edit.find', 'Edit', 'Mod+F'),
  command('view.fit', 'View', '. F'),
  command('run.start', 'Run', 'Mod+Enter'),
  command('help.shortcuts', 'Help', '?'),
]

function actsOf(focus: boolean) {
  const done: unknown[] = []
  const acts: MenuActs = {
    choose: (id) => void done.push(id),
    editText: (act) => void done.push(['text', act]),
    openFile: () => void done.push('pick'),
    showLog: () => void done.push('log'),
    hasFocus: () => focus,
  }
  return { acts, done }
}

const flat = (entries: readonly MenuEntry[]): readonly MenuEntry[] =>
  entries.flatMap((entry) => [entry, ...flat(entry.submenu ?? [])])

test.each([
  ['Mod+S', 'CommandOrControl+S'],
  ['Mod+Shift+S', 'CommandOrControl+Shift+S'],
  ['Alt+C', 'Alt+C'],
  ['Mod++', 'CommandOrControl+Plus'],
  ['Mod+=', 'CommandOrControl+='],
  ['F Mod+Shift+F', 'CommandOrControl+Shift+F'],
  ['F', null],
  ['. F', null],
  ['?', null],
  ['Del Backspace', null],
  ['Shift+1', null],
  ['', null],
])('keys %s are in a menu: %s', (keys, accelerator) => {
  expect(acceleratorOf(keys)).toBe(accelerator)
})

test.each(['linux', 'win32', 'darwin'] as const)(
  'on %s every command is in exactly one menu of its group',
  (system) => {
    const menus = menuTemplate(commands, actsOf(true).acts, system)
    for (const { id, group } of commands) {
      const holding = menus.filter(({ submenu }) => submenu?.some(({ label }) => label === id))
      expect(holding.map(({ label }) => label)).toEqual([group])
    }
  },
)

test.each(['linux', 'win32', 'darwin'] as const)(
  'before the page has sent its commands, text can be edited on %s',
  (system) => {
    const roles = flat(menuTemplate([], actsOf(true).acts, system)).flatMap(({ role }) => role ?? [])
    expect(roles).toEqual(expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll']))
  },
)

test('an unknown group gets a menu too', () => {
  const menus = menuTemplate([command('x.y', 'Extras')], actsOf(true).acts, 'linux')
  expect(menus.map(({ label }) => label)).toEqual(['File', 'Edit', 'View', 'Extras', 'Help'])
})

const chosen = (id: string, byKeys: boolean, focus = true): readonly unknown[] => {
  const { acts, done } = actsOf(focus)
  const entry = flat(menuTemplate(commands, acts, 'darwin')).find(({ label }) => label === id)
  entry?.click?.({}, {}, { triggeredByAccelerator: byKeys })
  return done
}

test.each([
  ['file.save', false, true, ['file.save']],
  // The page has handled them itself, or a field had the focus.
  ['file.save', true, true, []],
  ['file.save', true, false, ['file.save']],
  ['file.openFile', false, true, ['pick']],
  ['edit.undo', false, true, ['edit.undo']],
  ['edit.undo', true, true, [['text', 'undo']]],
  ['edit.undo', true, false, [['text', 'undo']]],
] as const)('%s, by its keys: %s, with a focused window: %s', (id, byKeys, focus, done) => {
  expect(chosen(id, byKeys, focus)).toEqual(done)
})

test('no keys of a command are taken from the page', () => {
  const entries = flat(menuTemplate(commands, actsOf(true).acts, 'linux'))
  expect(
    entries.filter((entry) => entry.accelerator !== undefined && entry.registerAccelerator !== false),
  ).toEqual([])
})

test.each(['linux', 'win32', 'darwin'] as const)(
  'on %s no entry and no key opens developer tools or loads the page again',
  (system) => {
    const entries = flat(menuTemplate(commands, actsOf(true).acts, system))
    const shown = entries.map(({ role, label, accelerator }) => [role, label, accelerator].join(' '))
    expect(shown.filter((words) => /devtools|developer|reload|Shift\+I|F12/i.test(words))).toEqual([])
  },
)

test('the log can be shown before any page has sent its commands, and is in the menu once', () => {
  const { acts, done } = actsOf(true)
  const shows = (shown: readonly ShellCommand[]): readonly MenuEntry[] =>
    flat(menuTemplate(shown, acts, 'linux')).filter(({ label }) => label === 'Show log')
  const [own] = shows([])
  own?.click?.({}, {}, {})
  expect(done).toEqual(['log'])
  const [page, ...more] = shows([{ id: 'help.log', title: 'Show log', group: 'Help', keys: '' }])
  page?.click?.({}, {}, {})
  expect([done, more]).toEqual([['log', 'help.log'], []])
})
