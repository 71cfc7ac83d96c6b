import { addReroute, insertNodeHere, selectedCable } from '../graph/acts/cableActs.ts'
import type { Command } from '../base/command.ts'
import type { Editor } from '../base/editor.ts'
import { canEdit } from './enabled.ts'

const hasCable = (editor: Editor): boolean => canEdit(editor) && selectedCable(editor) !== null

/** Commands for the selected cable. */
export const cableCommands: readonly Command[] = [
  {
    id: 'cable.insert',
    title: 'Insert node here',
    group: 'Node',
    keys: '',
    enabled: hasCable,
    run: insertNodeHere,
  },
  { id: 'cable.reroute', title: 'Add reroute', group: 'Node', keys: '', enabled: hasCable, run: addReroute },
]
