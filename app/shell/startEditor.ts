import { notifyFailedLoad, notifyFailure } from '../base/notify.ts'
import { preventFileDrops } from '../canvas/drop/preventFileDrops.ts'
import { bindKeyboard } from '../commands/keyboard.ts'
import { followMasks } from '../prompts/nextMask.ts'
import { notifyPrompts } from '../prompts/notifyPrompts.ts'
import { notifyRunEnds } from '../queue/notifyRunEnds.ts'
import { notifyContinuingJobs } from '../queue/notifyContinuingJobs.ts'
import { notifyInterrupted } from '../queue/notifyInterrupted.ts'
import { hideRefusal } from '../state/canvas/hideRefusal.ts'
import { watchProblems } from '../state/canvas/problems.ts'
import { followTypes } from '../state/catalogue/loadTypes.ts'
import { createEditor } from '../state/createEditor.ts'
import type { EditorOptions, Effect, OpenEditor } from '../state/createEditor.ts'
import { followResults } from '../state/results/loadResults.ts'
import { followOutdated } from '../state/results/outdated.ts'
import { collectResults } from '../state/results/results.ts'
import { followWorkflows } from '../state/runs/followRuns.ts'
import { followForecast } from '../state/runs/forecast.ts'
import { followRan } from '../state/runs/ranWorkflows.ts'
import { tryAgain } from '../state/runs/runActs.ts'
import { followTabRuns } from '../state/runs/tabRuns.ts'
import { followVersions } from '../state/versions/followVersions.ts'
import { show } from '../state/view.ts'
import { saveDrafts } from '../state/workflows/saveDrafts.ts'
import { saveTabs } from '../state/workflows/saveTabs.ts'
import { followTheme } from './followTheme.ts'
import { markReady } from './markReady.ts'

/**
 * Starts the editor of this page. All of its background effects are listed here and stop with it.
 *
 * @param ofShell Additional effects in a desktop window, once the tabs are restored.
 */
export const startEditor = (connect: EditorOptions['connect'], ofShell: readonly Effect[] = []): OpenEditor =>
  createEditor({
    connect,
    effects: [
      bindKeyboard,
      followTypes,
      watchProblems,
      hideRefusal,
      collectResults,
      followVersions,
      followMasks,
      preventFileDrops,
      followResults,
      (editor) => markReady(editor, document.documentElement),
      followTheme,
    ],
    effectsOnceStarted: [
      saveDrafts,
      notifyRunEnds,
      notifyPrompts,
      notifyContinuingJobs,
      (editor) =>
        notifyInterrupted(editor, {
          finish: (run) => void tryAgain(editor, run).catch((thrown) => notifyFailure(editor, thrown)),
          show: () => show(editor, { panel: 'queue' }),
        }),
      followForecast,
      followOutdated,
      (editor) => followRan(editor, (thrown) => notifyFailedLoad(editor, thrown)),
      followTabRuns,
      (editor) => followWorkflows(editor, (thrown) => notifyFailure(editor, thrown)),
      saveTabs,
      ...ofShell,
    ],
  })
