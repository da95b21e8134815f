import net from 'node:net';

const tries = 200;

/** The wanted port if it is free on the loopback and not given to another program of ours (`taken`: port → its name), else the next free one; says so by name. */
export async function findPort(
  wanted: number,
  input: { name: string; taken: Map<number, string>; say: (line: string) => void },
): Promise<number> {
  const { name, taken, say } = input;
  for (let port = wanted; port < Math.min(wanted + tries, 65_536); port += 1) {
    if (taken.has(port) || !(await isFree(port))) continue;
    if (port !== wanted) {
      const user = taken.has(wanted) ? `taken by the ${taken.get(wanted)}` : 'in use by another program';
      say(`Port ${wanted} (${name}) is ${user}; taking ${port}`);
    }
    taken.set(port, name);
    return port;
  }
  throw new Error(
    `No port from ${wanted} to ${Math.min(wanted + tries, 65_536) - 1} is free for the ${name}; stop another program or set its port.`,
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
