import './jitless.ts'
import './styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './shell/App.tsx'
import { joinDesktop } from './shell/desktop.ts'
import { hearState, startEditor } from './shell/startEditor.ts'
import { bridgeOf, createBridgeTransport } from './base/transport/bridge.ts'
import { createSocketTransport } from './base/transport/socket.ts'

const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
const bridge = bridgeOf(window)
await startEditor(
  bridge === null ? createSocketTransport({ onState: hearState }) : createBridgeTransport(bridge),
)
if (bridge !== null) joinDesktop()
