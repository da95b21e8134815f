/** What the engine child may see: where programs and files are, proxies and certificates, and which GPU to use. Never a key. */
const allowed =
  /^(PATH|LANG|LC_\w+|HOME|TMPDIR|TEMP|TMP|SYSTEMROOT|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|CUDA_\w+|NVIDIA_\w+|HIP_\w+|ROCR_\w+|VK_\w+|XDG_RUNTIME_DIR|(HTTPS?|NO|ALL)_PROXY|SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS)$/i;

/** The environment of the engine child: this process's, scrubbed. */
export function childEnvironment(source: Record<string, string | undefined> = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(source).filter(([name]) => allowed.test(name));
  return { ...Object.fromEntries(kept), NODE_ENV: 'production' };
}
