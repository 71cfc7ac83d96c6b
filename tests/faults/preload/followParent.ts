// Ends the process when the one that started it is gone, however that ended: a test that is stopped leaves no engine behind.

const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.exit()
}, 1000).unref()
