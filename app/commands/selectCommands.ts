import type { Editor } from '../base/editor.ts'
import {
  colourGroups,
  groupsAround,
  selectedGroups,
  selectGroupAround,
  selectMembers,
  selectReachable,
  selectSameType,
} from '../canvas/acts/choose.ts'
import { hasSelection } from '../graph/acts/selection.ts'
import type { GroupColour } from '../graph/model/groups.ts'
import { GROUP_COLOURS, colourOf } from '../graph/model/groups.ts'
import type { Command } from '../base/command.ts'
import { canEdit } from './enabled.ts'

const choosing = (
  id: string,
  title: string,
  enabled: (editor: Editor) => boolean,
  run: (editor: Editor) => void,
): Command => ({
  id: `select.${id}`,
  title,
  group: 'Edit',
  keys: '',
  enabled,
  run,
})

const hasGroup = (editor: Editor): boolean => selectedGroups(editor).length > 0

const colouring = (colour: GroupColour): Command => ({
  id: `group.${colour}`,
  title: `Colour the group ${colour}`,
  group: 'Node',
  keys: '',
  enabled: (editor) => canEdit(editor) && hasGroup(editor),
  isOn: (editor) => selectedGroups(editor).some((group) => colourOf(group) === colour),
  run: (editor) => colourGroups(editor, colour),
})

/** Commands that extend the selection, and those for groups. */
export const selectCommands: readonly Command[] = [
  choosing('sameType', 'Select all of this type', hasSelection, selectSameType),
  choosing('upstream', 'Select inputs', hasSelection, (editor) => selectReachable(editor, 'input')),
  choosing('downstream', 'Select consumers', hasSelection, (editor) => selectReachable(editor, 'output')),
  choosing(
    'group',
    'Select the enclosing group',
    (editor) => groupsAround(editor).length > 0,
    selectGroupAround,
  ),
  choosing('members', 'Select group contents', hasGroup, selectMembers),
  ...GROUP_COLOURS.map(colouring),
]
