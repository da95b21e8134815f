import net from 'node:net';

/** The wanted port if it is free on the loopback, else the next free one; says so. */
export async function findPort(
  wanted: number,
  input: { name: string; taken: Set<number>; say: (line: string) => void },
): Promise<number> {
  for (let port = wanted; port < wanted + 200; port += 1) {
    if (input.taken.has(port) || !(await isFree(port))) continue;
    if (port !== wanted) input.say(`Port ${wanted} (${input.name}) is in use by another program; taking ${port}`);
    input.taken.add(port);
    return port;
  }
  throw new Error(
    `No port from ${wanted} to ${wanted + 199} is free for the ${input.name}; stop another program or set its port.`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
