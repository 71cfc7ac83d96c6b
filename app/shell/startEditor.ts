import { tell } from '../base/notify.ts'
import { keepPage } from '../canvas/drop/keepPage.ts'
import { bindKeyboard } from '../commands/keyboard.ts'
import { followMasks } from '../prompts/nextMask.ts'
import { tellAsks } from '../prompts/tellAsks.ts'
import { tellEnds } from '../queue/tellEnds.ts'
import { tellGoingOn } from '../queue/tellGoingOn.ts'
import { tellInterrupted } from '../queue/tellInterrupted.ts'
import { hideRefusal } from '../state/canvas/hideRefusal.ts'
import { watchProblems } from '../state/canvas/problems.ts'
import { createEditor } from '../state/createEditor.ts'
import type { Editor, EditorOptions } from '../state/createEditor.ts'
import { followResults } from '../state/results/loadResults.ts'
import { keepResults } from '../state/results/results.ts'
import { followWorkflows } from '../state/runs/followRuns.ts'
import { keepForecast } from '../state/runs/forecast.ts'
import { tryAgain } from '../state/runs/runActs.ts'
import { keepTabRuns } from '../state/runs/tabRuns.ts'
import { followTakes } from '../state/versions/followTakes.ts'
import { show } from '../state/view.ts'
import { keepDrafts } from '../state/workflows/keepDrafts.ts'
import { keepTabs } from '../state/workflows/keepTabs.ts'
import { followTheme } from './followTheme.ts'
import { tellReady } from './tellReady.ts'

/** Starts the editor of this page. Everything that goes on in its background is listed here, and ends with it. */
export const startEditor = (connect: EditorOptions['connect']): Editor =>
  createEditor({
    connect,
    effects: [
      bindKeyboard,
      watchProblems,
      hideRefusal,
      keepResults,
      followTakes,
      followMasks,
      keepPage,
      followResults,
      () => tellReady(document.documentElement),
      followTheme,
    ],
    effectsOnceStarted: [
      keepDrafts,
      tellEnds,
      tellAsks,
      tellGoingOn,
      () =>
        tellInterrupted({
          finish: (run) => void tryAgain(run).catch(tell),
          show: () => show({ panel: 'queue' }),
        }),
      keepForecast,
      keepTabRuns,
      () => followWorkflows(tell),
      keepTabs,
    ],
  })
