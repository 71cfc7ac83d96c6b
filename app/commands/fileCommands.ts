import { show } from '../stores/view.ts'
import type { Command } from './command.ts'
import { canEdit } from './enabled.ts'
import { newWorkflow, saveWorkflow } from './file.ts'

/** What becomes of whole workflows. */
export const fileCommands: readonly Command[] = [
  { id: 'file.new', title: 'New workflow', group: 'File', keys: 'Mod+N Alt+N', run: newWorkflow },
  {
    id: 'file.open',
    title: 'Open a workflow',
    group: 'File',
    keys: 'Mod+O',
    run: () => show({ panel: 'workflows' }),
  },
  {
    id: 'file.save',
    title: 'Save',
    group: 'File',
    keys: 'Mod+S',
    enabled: canEdit,
    run: () => saveWorkflow(),
  },
  {
    id: 'file.saveAs',
    title: 'Save as',
    group: 'File',
    keys: 'Mod+Shift+S',
    enabled: canEdit,
    run: () => saveWorkflow(true),
  },
]
