import { GROUP_COLOURS, NODE_COLOURS } from '../graph/model/groups.ts'

export type MenuTarget = 'node' | 'group' | 'cable' | 'empty'

/** A command by its id, a submenu with its label, or null for a separator. */
export type MenuEntry = string | null | { readonly label: string; readonly of: readonly string[] }

const align: MenuEntry = {
  label: 'Align',
  of: ['left', 'centre', 'right', 'top', 'middle', 'bottom', 'spread-across', 'spread-down'].map(
    (how) => `node.align.${how}`,
  ),
}

const choose: MenuEntry = {
  label: 'Select',
  of: ['select.sameType', 'select.upstream', 'select.downstream', 'select.group', 'edit.selectAll'],
}

const results: MenuEntry = {
  label: 'Results',
  of: ['node.takeOlder', 'node.takeNewer', 'node.takeKeep', 'node.takeRelease', 'node.takeCompare'],
}

/** The entries of the menu at a place. */
export const menuEntries: { readonly [P in MenuTarget]: readonly MenuEntry[] } = {
  node: [
    'run.here',
    'run.fresh',
    'view.inspector',
    null,
    'node.rename',
    'node.model',
    'node.mute',
    'node.bypass',
    'node.collapse',
    'node.pin',
    { label: 'Colour', of: ['none', ...NODE_COLOURS].map((colour) => `node.colour.${colour}`) },
    results,
    null,
    'node.group',
    'node.tidy',
    align,
    choose,
    null,
    'edit.cut',
    'edit.copy',
    'edit.paste',
    'edit.pasteConnected',
    'edit.duplicate',
    'edit.delete',
  ],
  group: [
    'node.rename',
    { label: 'Colour', of: GROUP_COLOURS.map((colour) => `group.${colour}`) },
    'select.members',
    null,
    'edit.cut',
    'edit.copy',
    'edit.duplicate',
    'edit.delete',
    null,
    'node.add',
  ],
  cable: ['cable.insert', 'cable.reroute', null, 'edit.delete'],
  empty: [
    'node.add',
    'edit.paste',
    'edit.pasteConnected',
    null,
    'edit.undo',
    'edit.redo',
    null,
    'edit.selectAll',
    'node.tidy',
    'node.collapseAll',
    'node.expandAll',
    null,
    'view.fit',
    'view.minimap',
    'view.snap',
  ],
}
