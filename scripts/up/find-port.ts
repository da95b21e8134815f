import net from 'node:net';

const tries = 200;

/** The wanted port if it is free on the loopback, else the next free one; says so by name. */
export async function findPort(
  wanted: number,
  input: { name: string; taken: Set<number>; say: (line: string) => void },
): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + tries, 65_536); port += 1) {
    if (input.taken.has(port) || !(await isFree(port))) continue;
    if (port !== wanted) input.say(`Port ${wanted} (${input.name}) is in use by another program; taking ${port}`);
    input.taken.add(port);
    return port;
  }
  throw new Error(
    `No port from ${wanted} to ${wanted + tries - 1} is free for the ${input.name}; stop another program or set its port.`,
  );
}

/** Whether nobody listens on the port, neither on the loopback nor on all interfaces. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, undefined));
}

function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (cause: NodeJS.ErrnoException) => resolve(cause.code === 'EAFNOSUPPORT'));
    server.listen({ port, ...(host ? { host } : {}) }, () => server.close(() => resolve(true)));
  });
}
