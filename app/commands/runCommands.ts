import { hasSelection, selectedNodes } from '../graph/acts/selection.ts'
import { refusingEngine } from '../state/engines.ts'
import type { Command } from '../base/command.ts'
import { canChange, canEdit } from './enabled.ts'
import { viewStore } from '../state/view.ts'
import { cancelRun, currentRun, endedBadly, retryAccount, tryAgain } from '../state/runs/runActs.ts'
import { startRun } from '../graph/acts/startRun.ts'

/** Commands that start and cancel runs. */
export const runCommands: readonly Command[] = [
  {
    id: 'run.all',
    title: 'Run',
    group: 'Run',
    keys: 'Mod+Enter',
    needsHost: true,
    enabled: canEdit,
    run: (editor) => startRun(editor, { targets: null }),
  },
  {
    id: 'run.first',
    title: 'Run next',
    group: 'Run',
    keys: 'Mod+Shift+Enter',
    needsHost: true,
    enabled: canEdit,
    run: (editor) => startRun(editor, { targets: null, first: true }),
  },
  {
    id: 'run.here',
    title: 'Run to here',
    group: 'Run',
    keys: '',
    needsHost: true,
    enabled: canChange,
    run: (editor) => startRun(editor, { targets: selectedNodes(editor).map(({ id }) => id) }),
  },
  {
    id: 'run.fresh',
    title: 'Run again, ignore cache',
    group: 'Run',
    keys: '',
    needsHost: true,
    enabled: canEdit,
    run: (editor) =>
      startRun(editor, {
        targets: hasSelection(editor) ? selectedNodes(editor).map(({ id }) => id) : null,
        fresh: true,
      }),
  },
  {
    id: 'run.tryAgain',
    title: 'Retry failed / resume interrupted',
    group: 'Run',
    keys: '',
    needsHost: true,
    enabled: (editor) => endedBadly(editor) !== null,
    run: (editor) => tryAgain(editor, endedBadly(editor)),
  },
  {
    id: 'run.retryAccount',
    title: 'Resend rejected jobs',
    group: 'Run',
    keys: '',
    needsHost: true,
    enabled: (editor) => refusingEngine(editor.get(viewStore).getState()) !== undefined,
    run: retryAccount,
  },
  {
    id: 'run.cancel',
    title: 'Cancel the current run',
    group: 'Run',
    keys: 'Mod+Alt+Enter',
    needsHost: true,
    enabled: (editor) => currentRun(editor) !== null,
    run: cancelRun,
  },
]
