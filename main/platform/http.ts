/**
 * Node's HTTP. An import of it reads each of its exports, and the one that is called WebSocket loads a second HTTP client
 * for it: a tenth of the time in which a command starts.
 */
export const http = process.getBuiltinModule('node:http')
