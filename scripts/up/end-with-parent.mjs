// Loaded into the programs that `up` starts: when `up` itself was killed, they stop too.
if (process.send) {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}
