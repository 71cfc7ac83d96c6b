import { usePart } from '../base/useEditor.ts'
import type { RunsState } from './runs/runs.ts'
import { runsStore } from './runs/runs.ts'
import type { Tabs } from './tabs.ts'
import { tabsStore } from './tabs.ts'
import type { View } from './view.ts'
import { isHostGone, viewStore } from './view.ts'

export const useTabs = <T>(select: (tabs: Tabs) => T): T => usePart(tabsStore, select)
export const useRuns = <T>(select: (runs: RunsState) => T): T => usePart(runsStore, select)
export const useHostGone = (): boolean => usePart(viewStore, isHostGone)
export const useView = <T>(select: (view: View) => T): T => usePart(viewStore, select)
