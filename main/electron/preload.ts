import { contextBridge, ipcRenderer } from 'electron'
import { requestNames } from '#shared/api/contract.ts'
import { createBridge } from './bridge.ts'

contextBridge.exposeInMainWorld('patchbay', createBridge(ipcRenderer, requestNames))
