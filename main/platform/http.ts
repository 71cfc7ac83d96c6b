/**
 * Node's HTTP. An import of it evaluates each of its exports, and the one called WebSocket loads a second HTTP client:
 * a tenth of a command's start-up time.
 */
export const http = process.getBuiltinModule('node:http')
